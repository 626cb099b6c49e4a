package dev.haetae.cli;

class CheckCommandTest {}
