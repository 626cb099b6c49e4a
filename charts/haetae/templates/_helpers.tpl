{{/* Name of every object of the release: the release's own, with the chart's where it lacks it. */}}
{{- define "haetae.name" -}}
{{- $chart := .Values.nameOverride | default .Chart.Name -}}
{{- $name := .Values.fullnameOverride -}}
{{- if not $name -}}
{{- $name = ternary .Release.Name (printf "%s-%s" .Release.Name $chart) (contains $chart .Release.Name) -}}
{{- end -}}
{{- include "haetae.truncate" (list $name "") -}}
{{- end -}}

{{/* The first of the list, shortened so that the second still fits behind it: a Service's name has 63 characters at most. */}}
{{- define "haetae.truncate" -}}
{{- $suffix := index . 1 -}}
{{- $name := index . 0 | replace "." "-" | lower | trunc (int (sub 63 (len $suffix))) -}}
{{- printf "%s%s" (regexReplaceAll "-+$" $name "") $suffix -}}
{{- end -}}

{{- define "haetae.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "haetae.name" .) -}}
{{- end -}}

{{/* The Secret that Haetae keeps its certificates in. */}}
{{- define "haetae.certificates" -}}
{{- include "haetae.truncate" (list (include "haetae.name" .) "-certificates") -}}
{{- end -}}

{{/* The Secret that is mounted; empty when Haetae reads its certificates through the API. */}}
{{- define "haetae.mountedCertificates" -}}
{{- if eq .Values.certificates.mode "existingSecret" -}}
{{- .Values.certificates.existingSecret -}}
{{- else if eq .Values.certificates.mode "certManager" -}}
{{- include "haetae.truncate" (list (include "haetae.name" .) "-tls") -}}
{{- end -}}
{{- end -}}

{{/* The file with the authority of the clients; empty when whoever reaches the port is let in. */}}
{{- define "haetae.clientAuthority" -}}
{{- if .Values.certificates.clients.configMap -}}
/etc/haetae-clients/ca.crt
{{- else if .Values.certificates.clients.authority -}}
/etc/haetae/client-ca.crt
{{- end -}}
{{- end -}}

{{/* What the objects of one release have in common; selectors add the component. */}}
{{- define "haetae.releaseLabels" -}}
app.kubernetes.io/name: {{ .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{/* The pods that answer reviews, and not the one that unregisters them. */}}
{{- define "haetae.selectorLabels" -}}
{{ include "haetae.releaseLabels" . }}
app.kubernetes.io/component: webhook
{{- end -}}

{{- define "haetae.labels" -}}
{{ include "haetae.releaseLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: haetae
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "haetae.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* What every pod of the release has, whatever runs in it. */}}
{{- define "haetae.podSpec" -}}
serviceAccountName: {{ include "haetae.serviceAccount" . }}
automountServiceAccountToken: true
enableServiceLinks: false
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  # Lets that group read mounted keys.
  fsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- end -}}

{{/* What every container has. */}}
{{- define "haetae.container" -}}
image: {{ include "haetae.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- /* So that the last words of a container are where its exit code is. */}}
terminationMessagePolicy: FallbackToLogsOnError
env:
  - name: HAETAE_NAMESPACE
    valueFrom:
      fieldRef:
        fieldPath: metadata.namespace
  {{- with .Values.javaOptions }}
  - name: HAETAE_JAVA_OPTS
    value: {{ . | quote }}
  {{- end }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
securityContext:
  allowPrivilegeEscalation: false
  privileged: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{/* The file Haetae reads, and reads again when it changes. */}}
{{- define "haetae.configuration" -}}
{{- $name := include "haetae.name" . -}}
apiVersion: haetae.dev/v1alpha1
kind: Configuration
{{- with .Values.carriers }}
carriers:
  {{- toYaml . | nindent 2 }}
{{- end }}
agents:
  shipped: {{ .Values.agents.shipped }}
  namespaces: {{ toJson .Values.agents.namespaces }}
  judged: {{ toJson .Values.agents.judged }}
exceptions:
  namespaces: {{ toJson .Values.exceptions.namespaces }}
freshness:
  brokenAfter: {{ .Values.freshness.brokenAfter }}
{{- if .Values.webhook.enabled }}
registration:
  validating: {{ $name }}
  mutating: {{ $name }}
  {{- if .Values.webhook.url }}
  url: {{ .Values.webhook.url }}
  {{- else }}
  service:
    namespace: {{ .Release.Namespace }}
    name: {{ $name }}
    port: {{ .Values.service.port }}
  {{- end }}
  timeoutSeconds: {{ .Values.webhook.timeoutSeconds }}
  failurePolicy:
    deny: {{ .Values.webhook.failurePolicy.deny }}
    advice: {{ .Values.webhook.failurePolicy.advice }}
  excludeNamespaces: {{ toJson (concat (list "kube-system") .Values.webhook.excludeNamespaces | uniq) }}
  caBundle: {{ ternary "injected" "managed" (eq .Values.certificates.mode "certManager") }}
{{- end }}
{{- if eq .Values.certificates.mode "managed" }}
certificates:
  secret: {{ include "haetae.certificates" . }}
  leafLifetime: {{ .Values.certificates.leafLifetime }}
  authorityLifetime: {{ .Values.certificates.authorityLifetime }}
{{- end }}
leaderElection:
  lease: {{ $name }}
audit:
  enabled: {{ .Values.audit.enabled }}
  every: {{ .Values.audit.every }}
  metricsPerNamespace: {{ .Values.audit.metricsPerNamespace }}
reports:
  enabled: {{ .Values.reports.enabled }}
  api: {{ .Values.reports.api }}
  maxBytes: {{ .Values.reports.maxBytes | quote }}
{{- end -}}

{{/*
The resources that an audit lists besides those of the world, as RBAC rules: of each API group the kinds that carry pods, by
the rule of thumb that makes plurals, as nobody can ask the API server before an installation.
*/}}
{{- define "haetae.auditRules" -}}
{{- $kinds := .Files.Lines "files/carriers.txt" -}}
{{- range $carrier := .Values.carriers -}}
{{- $kinds = append $kinds (printf "%s.%s" $carrier.kind $carrier.group) -}}
{{- end -}}
{{- $groups := dict -}}
{{- range $kind := without (compact $kinds) "Pod" -}}
{{- $name := regexFind "^[^.]+" $kind | lower -}}
{{- $group := trimPrefix "." (regexFind "\\..*$" $kind) -}}
{{- $plural := printf "%ss" $name -}}
{{- if hasSuffix "s" $name -}}
{{- $plural = printf "%ses" $name -}}
{{- else if hasSuffix "y" $name -}}
{{- $plural = printf "%sies" (trimSuffix "y" $name) -}}
{{- end -}}
{{- $_ := set $groups $group (append (get $groups $group | default list) $plural) -}}
{{- end -}}
{{- range $group := keys $groups | sortAlpha }}
- apiGroups: [{{ $group | quote }}]
  resources: [{{ get $groups $group | sortAlpha | join ", " }}]
  verbs: [list]
{{- end -}}
{{- end -}}

{{/* Puts the second map into the first, which it changes: maps key by key, all else as it is. */}}
{{- define "haetae.merge" -}}
{{- $base := index . 0 -}}
{{- range $key, $value := index . 1 -}}
{{- if and (kindIs "map" $value) (kindIs "map" (get $base $key)) -}}
{{- include "haetae.merge" (list (get $base $key) $value) -}}
{{- else -}}
{{- $_ := set $base $key $value -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The seconds of a duration such as 1h30m. */}}
{{- define "haetae.seconds" -}}
{{- $hours := regexFind "[0-9]+h" . | trimSuffix "h" | atoi -}}
{{- $minutes := regexFind "[0-9]+m" . | trimSuffix "m" | atoi -}}
{{- $seconds := regexFind "[0-9]+s" . | trimSuffix "s" | atoi -}}
{{- add (mul 3600 $hours) (mul 60 $minutes) $seconds -}}
{{- end -}}

{{/* The spec of a shipped policy, the list's second, as the values would have it; empty when it is not installed. */}}
{{- define "haetae.policySpec" -}}
{{- $values := (index . 0).Values -}}
{{- $policy := index . 1 -}}
{{- $overrides := get $values.policies $policy.metadata.name | default dict -}}
{{- if dig "enabled" $values.policyDefaults.enabled $overrides -}}
{{- with $values.policyDefaults.validationActions -}}
{{- $_ := set $policy.spec "validationActions" . -}}
{{- end -}}
{{- include "haetae.merge" (list $policy.spec (omit $overrides "enabled")) -}}
{{- toYaml $policy.spec -}}
{{- end -}}
{{- end -}}

{{/* What the two policies about exempt namespaces, and the role that passes them, are called. */}}
{{- define "haetae.exemptNamespaces" -}}
{{- include "haetae.truncate" (list (include "haetae.name" .) "-exempt-namespaces") -}}
{{- end -}}

{{- define "haetae.excludedNamespaces" -}}
{{- include "haetae.truncate" (list (include "haetae.name" .) "-excluded-namespaces") -}}
{{- end -}}

{{/* The namespaces in which agents of the nodes live, as Haetae makes them up of its configuration: a list, as JSON. */}}
{{- define "haetae.agentNamespaces" -}}
{{- $names := list -}}
{{- if .Values.agents.shipped -}}
{{- range $name := .Files.Lines "files/agents.txt" -}}
{{- if and $name (not (has $name $.Values.agents.judged)) -}}
{{- $names = append $names $name -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- concat (list "kube-system") $names .Values.agents.namespaces | uniq | sortAlpha | toJson -}}
{{- end -}}

{{/*
The DaemonSets of the cluster that mount paths of their nodes and live in a namespace that is judged, as Kind and place: a
list, as JSON; empty where no cluster is asked, as by helm template. Their pods are refused at the next start of a node.
*/}}
{{- define "haetae.refusedAgents" -}}
{{- $refused := list -}}
{{- $policy := .Files.Get "files/policies/no-host-path.yaml" | fromYaml -}}
{{- $spec := include "haetae.policySpec" (list . $policy) | fromYaml -}}
{{- if and .Values.agents.lookup (has "Deny" (dig "validationActions" list $spec)) -}}
{{- $unjudged := concat (list "kube-system" .Release.Namespace) .Values.webhook.excludeNamespaces -}}
{{- $unjudged = concat $unjudged (dig "matchConstraints" "excludeNamespaces" list $spec) -}}
{{- if dig "matchConstraints" "excludeAgents" false $spec -}}
{{- $unjudged = concat $unjudged (include "haetae.agentNamespaces" . | fromJsonArray) -}}
{{- end -}}
{{- range $namespace := (lookup "v1" "Namespace" "" "").items -}}
{{- if hasKey ($namespace.metadata.labels | default dict) "haetae.dev/exempt" -}}
{{- $unjudged = append $unjudged $namespace.metadata.name -}}
{{- end -}}
{{- end -}}
{{- range $set := (lookup "apps/v1" "DaemonSet" "" "").items -}}
{{- if not (has $set.metadata.namespace $unjudged) -}}
{{- $mounts := false -}}
{{- range $volume := $set.spec.template.spec.volumes -}}
{{- if hasKey $volume "hostPath" -}}
{{- $mounts = true -}}
{{- end -}}
{{- end -}}
{{- if $mounts -}}
{{- $refused = append $refused (printf "DaemonSet %s/%s" $set.metadata.namespace $set.metadata.name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $refused -}}
{{- end -}}

{{/* The whole MiB of a quantity of bytes such as 512Mi; nothing where it is none that is commonly written. */}}
{{- define "haetae.mebibytes" -}}
{{- $factors := dict "" 1.0 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024.0 "Mi" 1048576.0 "Gi" 1073741824.0 "Ti" 1099511627776.0 -}}
{{- $quantity := ternary (printf "%.0f" .) (toString .) (kindIs "float64" .) -}}
{{- if regexMatch "^[0-9]+(\\.[0-9]+)?([kMGT]|[KMGT]i)?$" $quantity -}}
{{- $number := regexFind "^[0-9.]+" $quantity -}}
{{- divf (mulf $number (get $factors (trimPrefix $number $quantity))) 1048576.0 | floor | int64 -}}
{{- end -}}
{{- end -}}
