namespace AotKv.Engine.Catalog;

/// <summary>
/// The first key, the last key and the step between keys with which COMMAND INFO described keys before there were key
/// specs; all 0 where there are none that it can describe. A negative last key counts from the end.
/// </summary>
public readonly record struct LegacyKeyRange(int First, int Last, int Step)
{
    /// <summary>
    /// Joins the specs that are ranges at consecutive positions; <paramref name="isMovable"/> says that others, or
    /// parts of these, are left out.
    /// </summary>
    public static LegacyKeyRange From(ReadOnlySpan<KeySpec> specs, out bool isMovable)
    {
        isMovable = false;
        if (specs.Length == 1 && specs[0].IsRange && !specs[0].HasKeyword)
        {
            isMovable = (specs[0].Flags & KeyFlags.Incomplete) != 0;
            return new(specs[0].Index, LastOf(specs[0]), specs[0].Step);
        }
        int first = 0, last = 0, joinedLast = 0;
        foreach (var spec in specs)
        {
            var isPlain = spec.IsRange && !spec.HasKeyword && spec.Step == 1;
            if (!isPlain || joinedLast != 0 && joinedLast != spec.Index - 1)
            {
                isMovable = true;
                continue;
            }
            isMovable |= (spec.Flags & KeyFlags.Incomplete) != 0;
            first = first == 0 ? spec.Index : Math.Min(first, spec.Index);
            // As unsigned numbers: a position counted from the end is behind all that are counted from the start.
            last = (int)Math.Max((uint)last, (uint)LastOf(spec));
            joinedLast = last;
        }
        if (first != 0) return new(first, last, Step: 1);
        isMovable = specs.Length > 0;
        return default;
    }

    static int LastOf(KeySpec spec) => spec.Last >= 0 ? spec.Index + spec.Last : spec.Last;
}
