namespace AotKv.Instance.Configuration;

/// <summary>What a signal's shutdown does: several names that are taken together.</summary>
public sealed class ShutdownDirective(string name) : Directive<ShutdownOptions>(name, ShutdownOptions.Default)
{
    static readonly (string Name, ShutdownOptions Value)[] Choices =
    [
        ("default", ShutdownOptions.Default), ("save", ShutdownOptions.Save), ("nosave", ShutdownOptions.NoSave),
        ("now", ShutdownOptions.Now), ("force", ShutdownOptions.Force), ("safe", ShutdownOptions.Safe),
        ("failover", ShutdownOptions.Failover),
    ];

    internal override bool TryRead(
        string[] words, in Reading reading, out ShutdownOptions value, out string reason)
    {
        value = ShutdownOptions.Default;
        reason = "argument(s) must be one of the following: " + string.Join(", ", Choices.Select(c => c.Name));
        if (words.Length == 0) return false;
        foreach (var word in words)
        {
            var place = Array.FindIndex(Choices, c => c.Name.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (place < 0) return false;
            value |= Choices[place].Value;
        }

        reason = "shutdown options SAVE and NOSAVE can't be used simultaneously";
        return !value.HasFlag(ShutdownOptions.Save | ShutdownOptions.NoSave);
    }

    internal override string Show(ShutdownOptions value) => value == ShutdownOptions.Default
        ? "default"
        : string.Join(' ', Choices.Skip(1).Where(c => value.HasFlag(c.Value)).Select(c => c.Name));
}
