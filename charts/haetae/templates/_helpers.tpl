{{/* Name of every object of the release: the release's own, with the chart's where it lacks it. */}}
{{- define "haetae.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "haetae.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "haetae.labels" -}}
{{ include "haetae.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* How the API server reaches the path that is given as the second of the list. */}}
{{- define "haetae.clientConfig" -}}
{{- $root := index . 0 -}}
caBundle: {{ $root.Values.webhook.caBundle }}
service:
  name: {{ include "haetae.name" $root }}
  namespace: {{ $root.Release.Namespace }}
  path: {{ index . 1 }}
  port: {{ $root.Values.service.port }}
{{- end -}}

{{/* Namespaces without which the cluster could not repair itself stay outside, and Haetae's own. */}}
{{- define "haetae.namespaceSelector" -}}
matchExpressions:
  - key: kubernetes.io/metadata.name
    operator: NotIn
    values:
      {{- toYaml (concat (list "kube-system" .Release.Namespace) .Values.webhook.excludeNamespaces | uniq) | nindent 6 }}
  - key: haetae.dev/exempt
    operator: NotIn
    values: ["true"]
{{- end -}}
