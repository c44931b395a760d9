using System.Text;
using AotKv.Linux.Calls;
using AotKv.Machine;

namespace AotKv.Linux;

/// <summary>
/// The order of texts in a locale of the system. Any thread; its handle is given back when nobody has this object any
/// more, for a core may be comparing by it while the configuration names another.
/// </summary>
public sealed unsafe class LocaleCollation : Collation
{
    readonly nint locale;

    LocaleCollation(nint locale) => this.locale = locale;

    ~LocaleCollation() => LocaleCalls.Close(locale);

    /// <summary>Opens a locale; false where the system has none of that name.</summary>
    /// <param name="name">As setlocale takes it: where it is empty, the environment says which.</param>
    /// <param name="collation">Null where the order is that of the bytes.</param>
    public static bool TryOpen(string name, out LocaleCollation? collation)
    {
        collation = null;
        if (IsOrderOfBytes(name.Length > 0 ? name : NameInEnvironment())) return true;
        nint opened;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0')) opened = LocaleCalls.Open(text);
        if (opened == 0) return false;
        collation = new LocaleCollation(opened);
        return true;
    }

    public override int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one[^1] != 0 || other[^1] != 0) throw new ArgumentException("A text to compare has no zero at its end.");
        int order;
        fixed (byte* first = one, second = other) order = LocaleCalls.Compare(locale, first, second);
        GC.KeepAlive(this);
        return order;
    }

    static bool IsOrderOfBytes(string name) => name is "C" or "POSIX" or "C.UTF-8" or "C.utf8";

    static string NameInEnvironment()
    {
        foreach (var variable in (string[])["LC_ALL", "LC_COLLATE", "LANG"])
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } name) return name;
        return "C";
    }
}
