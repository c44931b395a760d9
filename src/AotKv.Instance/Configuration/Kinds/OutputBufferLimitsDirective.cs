using System.Globalization;

namespace AotKv.Instance.Configuration;

/// <summary>
/// client-output-buffer-limit: groups of class, hard limit, soft limit and seconds. A class that is not named keeps
/// its limits. Replicas are shown as "slave" and written to files as "replica", as Valkey does.
/// </summary>
public sealed class OutputBufferLimitsDirective(string name, OutputBufferLimits fallback)
    : Directive<OutputBufferLimits>(name, fallback)
{
    internal override bool TryRead(
        string[] words, in Reading reading, out OutputBufferLimits value, out string reason)
    {
        value = (OutputBufferLimits)reading.Current;
        reason = "Wrong number of arguments in buffer limit configuration.";
        if (words.Length % 4 != 0) return false;
        for (var i = 0; i < words.Length; i += 4)
        {
            var clientClass = words[i].ToLowerInvariant();
            reason = "Invalid client class specified in buffer limit configuration.";
            if (clientClass is not ("normal" or "slave" or "replica" or "pubsub")) return false;
            reason = "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
            if (!NumberText.TryReadMemory(words[i + 1], out var hard)) return false;
            if (!NumberText.TryReadMemory(words[i + 2], out var soft)) return false;
            if (!NumberText.TryReadLoose(words[i + 3], out var seconds) || unchecked((int)seconds) < 0) return false;
            var limit = new OutputBufferLimit(hard, soft, unchecked((int)seconds));
            value = clientClass switch
            {
                "normal" => value with { Normal = limit },
                "pubsub" => value with { PubSub = limit },
                _ => value with { Replica = limit },
            };
        }

        return true;
    }

    internal override string Show(OutputBufferLimits value) =>
        $"normal {Show(value.Normal)} slave {Show(value.Replica)} pubsub {Show(value.PubSub)}";

    internal override void Rewrite(OutputBufferLimits value, RewrittenFile file)
    {
        Rewrite("normal", value.Normal, Default.Normal, file);
        Rewrite("replica", value.Replica, Default.Replica, file);
        Rewrite("pubsub", value.PubSub, Default.PubSub, file);
    }

    void Rewrite(string clientClass, OutputBufferLimit value, OutputBufferLimit usual, RewrittenFile file)
    {
        var hard = MemoryDirective.ShowWithUnit(value.HardBytes);
        var soft = MemoryDirective.ShowWithUnit(value.SoftBytes);
        var need = value == usual ? LineNeed.IfPresent : LineNeed.Always;
        file.Write(Name, $"{Name} {clientClass} {hard} {soft} {value.SoftSeconds}", need);
    }

    static string Show(OutputBufferLimit limit) =>
        string.Create(CultureInfo.InvariantCulture, $"{limit.HardBytes} {limit.SoftBytes} {limit.SoftSeconds}");
}
