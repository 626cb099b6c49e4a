# What the bench has conftest look for: no hostPath, as many GPUs requested as allowed, no :latest, node ports of a range.
package main

pod := input.spec if input.kind == "Pod"

pod := input.spec.template.spec if input.spec.template.spec

containers contains c if some c in pod.containers

containers contains c if some c in pod.initContainers

deny contains msg if {
	some volume in pod.volumes
	volume.hostPath
	msg := sprintf("%s: volume %s is a hostPath", [input.metadata.name, volume.name])
}

deny contains msg if {
	some c in containers
	c.resources.requests["nvidia.com/gpu"] != c.resources.limits["nvidia.com/gpu"]
	msg := sprintf("%s: container %s requests other GPUs than it is limited to", [input.metadata.name, c.name])
}

deny contains msg if {
	some c in containers
	endswith(c.image, ":latest")
	msg := sprintf("%s: container %s has image %s", [input.metadata.name, c.name, c.image])
}

deny contains msg if {
	some port in input.spec.ports
	port.nodePort
	not port.nodePort in numbers.range(30000, 32767)
	msg := sprintf("%s: node port %d", [input.metadata.name, port.nodePort])
}
