package dev.haetae.cli;

class ServeCommandTest {}
