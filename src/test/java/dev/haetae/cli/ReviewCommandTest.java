package dev.haetae.cli;

class ReviewCommandTest {}
