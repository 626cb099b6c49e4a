-- Neovim's own client: opens the file POD, follows what the server SERVER finds, takes its code action, and ends when nothing
-- is left. It tells each step in the file TOLD.
local told = assert(io.open(os.getenv("TOLD"), "w"))
local function tell(...)
  told:write(table.concat({ ... }, " "), "\n")
  told:flush()
end

-- Ends the editor at once when something is not as it should be.
local function check(holds, what)
  if not holds then
    tell("failed:", what)
    told:close()
    vim.cmd("qall!")
  end
end

local function finish()
  vim.cmd("silent write")
  told:close()
  vim.cmd("qall!")
end

vim.cmd("edit " .. vim.fn.fnameescape(os.getenv("POD")))
local buffer = vim.api.nvim_get_current_buf()
local fixing = false

local function fix(diagnostic)
  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  vim.lsp.buf_request(buffer, "textDocument/codeAction", params, function(failure, actions, context)
    check(not failure, vim.inspect(failure))
    check(#actions > 0, "no code action")
    tell("action", actions[1].kind, actions[1].title)
    local client = vim.lsp.get_client_by_id(context.client_id)
    vim.lsp.util.apply_workspace_edit(actions[1].edit, client.offset_encoding)
  end)
end

local function hover(diagnostic)
  vim.api.nvim_win_set_cursor(0, { diagnostic.lnum + 1, diagnostic.col })
  local params = vim.lsp.util.make_position_params()
  vim.lsp.buf_request(buffer, "textDocument/hover", params, function(failure, page)
    check(not failure, vim.inspect(failure))
    tell("hover", page.contents.value:match("^[^\n]*"))
    fix(diagnostic)
  end)
end

vim.api.nvim_create_autocmd("DiagnosticChanged", {
  callback = function()
    local found = vim.diagnostic.get(buffer)
    for _, one in ipairs(found) do
      tell("found", one.lnum + 1, one.code)
    end
    if #found == 0 and fixing then
      tell("clean")
      finish()
    elseif #found > 0 and not fixing then
      fixing = true
      hover(found[1])
    end
  end,
})

local server = vim.split(os.getenv("SERVER"), "\n")
local client = vim.lsp.start_client({
  name = "haetae",
  cmd = server,
  root_dir = vim.fn.getcwd(),
  on_error = function(code, failure)
    tell("error", code, vim.inspect(failure))
    finish()
  end,
})
vim.lsp.buf_attach_client(buffer, client)
