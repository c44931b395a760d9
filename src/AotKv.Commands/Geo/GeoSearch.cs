using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Commands.SortedSets;
using AotKv.Engine;
using AotKv.Values.SortedSets;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.Geo;

/// <summary>
/// A request for places: what to search, in which order, how many, and what to answer of each. Lives on the stack and
/// owns its shape.
/// </summary>
ref struct GeoSearch : IDisposable
{
    readonly GeoSearchForm form;
    readonly bool canStore;
    readonly bool hasSource;
    readonly SortedSetValue set;

    bool hasMember, hasPoint, hasRadius, hasBox, hasPolygon;

    public GeoShape Shape;

    public GeoSearch(GeoSearchForm form, bool canStore, Lookup lookup, in SortedSetValue set)
    {
        this.form = form;
        this.canStore = canStore;
        this.set = set;
        hasSource = lookup == Lookup.Found;
        Destination = form == GeoSearchForm.SearchStore ? 1 : 0;
    }

    /// <summary>The position of the key to store at, or 0.</summary>
    public int Destination { get; private set; }

    /// <summary>Whether distances are stored as scores.</summary>
    public bool StoresDistance { get; private set; }

    public bool WithDistance { get; private set; }

    public bool WithHash { get; private set; }

    public bool WithPoint { get; private set; }

    /// <summary>How many at most, or 0 for all.</summary>
    public long Count { get; private set; }

    /// <summary>Whether any that are found will do (ANY).</summary>
    public bool AnyWillDo { get; private set; }

    public GeoOrder Order { get; private set; }

    /// <summary>The event of a key that the result is stored at.</summary>
    public readonly ReadOnlySpan<byte> StoreEvent =>
        form == GeoSearchForm.SearchStore ? "geosearchstore"u8 : "georadiusstore"u8;

    readonly bool IsSearch => form >= GeoSearchForm.Search;

    /// <summary>Reads all arguments; where they do not fit, answers so.</summary>
    public bool TryRead(scoped in Call call, scoped in Reply reply)
    {
        if (!TryReadFront(call, reply, out var position)) return false;
        while (position < call.Count)
        {
            if (TryTakeFlag(call[position]))
            {
                position++;
                continue;
            }
            if (!TryReadOption(call, ref position, reply, out var isKnown))
            {
                if (!isKnown) reply.Error(CommandError.Syntax);
                return false;
            }
        }
        return Fits(call, reply);
    }

    public void Dispose() => Shape.Dispose();

    bool TryReadFront(scoped in Call call, scoped in Reply reply, out int position)
    {
        position = form switch
        {
            GeoSearchForm.Around => 6,
            GeoSearchForm.AroundMember => 5,
            GeoSearchForm.Search => 2,
            _ => 3,
        };
        switch (form)
        {
            case GeoSearchForm.Around:
                return GeoArgument.TryReadPoint(call, position: 2, reply, out Shape.Center)
                    && GeoArgument.TryReadRadius(call, position: 4, reply, ref Shape);
            case GeoSearchForm.AroundMember:
                // Without a source neither the member nor the radius is looked at.
                return !hasSource || (GeoArgument.TryFindMember(call, position: 2, set, reply, out Shape.Center)
                    && GeoArgument.TryReadRadius(call, position: 3, reply, ref Shape));
            default:
                return true;
        }
    }

    bool TryTakeFlag(ReadOnlySpan<byte> option)
    {
        if (Option.Is(option, "WITHDIST"u8)) WithDistance = true;
        else if (Option.Is(option, "WITHHASH"u8)) WithHash = true;
        else if (Option.Is(option, "WITHCOORD"u8)) WithPoint = true;
        else if (Option.Is(option, "ANY"u8)) AnyWillDo = true;
        else if (Option.Is(option, "ASC"u8)) Order = GeoOrder.Nearest;
        else if (Option.Is(option, "DESC"u8)) Order = GeoOrder.Farthest;
        else if (form == GeoSearchForm.SearchStore && Option.Is(option, "STOREDIST"u8)) StoresDistance = true;
        else return false;
        return true;
    }

    /// <summary>Reads an option with values, and moves behind it. False where that fails.</summary>
    bool TryReadOption(scoped in Call call, ref int position, scoped in Reply reply, out bool isKnown)
    {
        var option = call[position];
        var left = call.Count - position - 1;
        isKnown = true;
        if (left >= 1 && Option.Is(option, "COUNT"u8)) return TryReadCount(call, ref position, reply);
        if (left >= 1 && canStore && !IsSearch && IsStore(option))
        {
            Destination = position + 1;
            StoresDistance = Option.Is(option, "STOREDIST"u8);
            position += 2;
            return true;
        }
        isKnown = IsSearch && IsShapeOption(option, left);
        return isKnown && TryReadShape(call, ref position, reply);
    }

    static bool IsStore(ReadOnlySpan<byte> option) => Option.Is(option, "STORE"u8) || Option.Is(option, "STOREDIST"u8);

    bool TryReadCount(scoped in Call call, ref int position, scoped in Reply reply)
    {
        if (!IntegerArgument.TryRead(call, position + 1, reply, out var count)) return false;
        if (count <= 0)
        {
            reply.Error("ERR COUNT must be > 0"u8);
            return false;
        }
        Count = count;
        position += 2;
        return true;
    }

    /// <summary>Whether it is an option of GEOSEARCH that may come after those before it.</summary>
    readonly bool IsShapeOption(ReadOnlySpan<byte> option, int left)
    {
        if (Option.Is(option, "FROMMEMBER"u8)) return left >= 1 && !hasPoint && !hasPolygon;
        if (Option.Is(option, "FROMLONLAT"u8)) return left >= 2 && !hasMember && !hasPolygon;
        if (Option.Is(option, "BYRADIUS"u8)) return left >= 2 && !hasBox && !hasPolygon;
        if (Option.Is(option, "BYBOX"u8)) return left >= 3 && !hasRadius && !hasPolygon;
        return Option.Is(option, "BYPOLYGON"u8) && left >= 2 && !hasRadius && !hasBox && !hasMember && !hasPoint;
    }

    bool TryReadShape(scoped in Call call, ref int position, scoped in Reply reply)
    {
        var option = call[position];
        var value = position + 1;
        if (Option.Is(option, "FROMMEMBER"u8))
        {
            hasMember = true;
            position += 2;
            return !hasSource || GeoArgument.TryFindMember(call, value, set, reply, out Shape.Center);
        }
        if (Option.Is(option, "FROMLONLAT"u8))
        {
            hasPoint = true;
            position += 3;
            return GeoArgument.TryReadPoint(call, value, reply, out Shape.Center);
        }
        if (Option.Is(option, "BYRADIUS"u8))
        {
            hasRadius = true;
            position += 3;
            return GeoArgument.TryReadRadius(call, value, reply, ref Shape);
        }
        if (Option.Is(option, "BYBOX"u8))
        {
            hasBox = true;
            position += 4;
            return GeoArgument.TryReadBox(call, value, reply, ref Shape);
        }
        hasPolygon = true;
        return TryReadPolygon(call, ref position, reply);
    }

    bool TryReadPolygon(scoped in Call call, ref int position, scoped in Reply reply)
    {
        if (!IntegerText.TryParse(call[position + 1], out var corners) || corners != (int)corners)
        {
            reply.Error("ERR invalid number of vertices"u8);
            return false;
        }
        position += 2;
        if (corners < 3 || corners > (call.Count - position) / 2)
        {
            reply.Error("ERR GEOSEARCH BYPOLYGON must have at least 3 vertices"u8);
            return false;
        }
        Shape.BecomePolygon();
        for (; corners > 0; corners--, position += 2)
        {
            if (!GeoArgument.TryReadPoint(call, position, reply, out var corner)) return false;
            Shape.AddCorner(corner);
        }
        return true;
    }

    bool Fits(scoped in Call call, scoped in Reply reply)
    {
        if (Destination > 0 && (WithDistance || WithHash || WithPoint))
        {
            var name = IsSearch ? "GEOSEARCHSTORE"u8 : "STORE option in GEORADIUS"u8;
            reply.Error("ERR "u8, name, " is not compatible with WITHDIST, WITHHASH and WITHCOORD options"u8);
            return false;
        }
        if (IsSearch && !hasMember && !hasPoint && !hasPolygon)
        {
            QuotedError.Answer(
                reply, "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for "u8, call[0], default);
            return false;
        }
        if (IsSearch && !hasRadius && !hasBox && !hasPolygon)
        {
            QuotedError.Answer(
                reply, "ERR exactly one of BYRADIUS, BYBOX and BYPOLYGON can be specified for "u8, call[0], default);
            return false;
        }
        if (AnyWillDo && Count == 0)
        {
            reply.Error("ERR the ANY argument requires COUNT argument"u8);
            return false;
        }
        // Of a part of all, the nearest.
        if (Count > 0 && Order == GeoOrder.None && !AnyWillDo) Order = GeoOrder.Nearest;
        return true;
    }
}
