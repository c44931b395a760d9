using AotKv.Engine.PubSub;
using System.Text;

namespace AotKv.Instance.Configuration;

/// <summary>notify-keyspace-events: letters, one a class of events; `A` stands for all but n, m, K and E.</summary>
public sealed class KeyspaceEventsDirective(string name)
    : Directive<KeyspaceEvents>(name, KeyspaceEvents.None)
{
    // In the order in which Valkey writes them.
    static readonly (char Letter, KeyspaceEvents Events)[] Classes =
    [
        ('g', KeyspaceEvents.Generic), ('$', KeyspaceEvents.String), ('l', KeyspaceEvents.List),
        ('s', KeyspaceEvents.Set), ('h', KeyspaceEvents.Hash), ('z', KeyspaceEvents.SortedSet),
        ('x', KeyspaceEvents.Expired), ('e', KeyspaceEvents.Evicted), ('t', KeyspaceEvents.Stream),
        ('d', KeyspaceEvents.Module), ('n', KeyspaceEvents.New),
    ];

    internal override bool TryRead(string[] words, in Reading reading, out KeyspaceEvents value, out string reason)
    {
        value = KeyspaceEvents.None;
        reason = "Invalid event class character. Use 'Ag$lshzxeKEtmdn'.";
        foreach (var letter in words[0])
        {
            var events = EventsOf(letter);
            if (events == KeyspaceEvents.None) return false;
            value |= events;
        }

        return true;
    }

    internal override string Show(KeyspaceEvents value)
    {
        var letters = new StringBuilder();
        if (value.HasFlag(KeyspaceEvents.All)) letters.Append('A');
        else
        {
            foreach (var (letter, events) in Classes)
            {
                if (value.HasFlag(events)) letters.Append(letter);
            }
        }

        if (value.HasFlag(KeyspaceEvents.Keyspace)) letters.Append('K');
        if (value.HasFlag(KeyspaceEvents.KeyEvent)) letters.Append('E');
        if (value.HasFlag(KeyspaceEvents.Miss)) letters.Append('m');
        return letters.ToString();
    }

    internal override void Rewrite(KeyspaceEvents value, RewrittenFile file)
    {
        var need = value == KeyspaceEvents.None ? LineNeed.IfPresent : LineNeed.Always;
        file.Write(Name, $"{Name} {ConfigurationLine.Quote(Show(value))}", need);
    }

    static KeyspaceEvents EventsOf(char letter)
    {
        switch (letter)
        {
            case 'A': return KeyspaceEvents.All;
            case 'K': return KeyspaceEvents.Keyspace;
            case 'E': return KeyspaceEvents.KeyEvent;
            case 'm': return KeyspaceEvents.Miss;
        }

        foreach (var (known, events) in Classes)
        {
            if (known == letter) return events;
        }

        return KeyspaceEvents.None;
    }
}
