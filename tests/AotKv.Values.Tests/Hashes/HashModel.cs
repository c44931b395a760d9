using System.Text;
using AotKv.Values.Hashes;

namespace AotKv.Values.Tests.Hashes;

/// <summary>A hash as a dictionary, with the time that passes for it.</summary>
sealed class HashModel
{
    public Dictionary<string, (byte[] Value, long Deadline)> Fields { get; } = [];

    public long Now { get; set; } = 1_000;

    public static string Text(byte[] field) => Encoding.Latin1.GetString(field);

    public bool IsExpired(long deadline) => deadline >= 0 && deadline < Now;

    public bool IsLive(byte[] field) => Fields.TryGetValue(Text(field), out var found) && !IsExpired(found.Deadline);

    /// <summary>The deadline of a field, or -1 where it has none, is not there or has expired.</summary>
    public long DeadlineOf(byte[] field) => IsLive(field) ? Fields[Text(field)].Deadline : -1;

    public FieldChange Set(byte[] field, byte[] value, long deadline)
    {
        var change = IsLive(field) ? FieldChange.Updated
            : Fields.ContainsKey(Text(field)) ? FieldChange.ReplacedExpired : FieldChange.Added;
        Fields[Text(field)] = (value, deadline);
        return change;
    }

    public bool Remove(byte[] field) => IsLive(field) && Fields.Remove(Text(field));

    /// <summary>A field was reclaimed: it must have expired.</summary>
    public void ForgetExpired(string field)
    {
        if (!IsExpired(Fields[field].Deadline)) throw new InvalidOperationException($"{field} was not expired.");
        Fields.Remove(field);
    }
}
