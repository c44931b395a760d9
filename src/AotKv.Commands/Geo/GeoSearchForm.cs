namespace AotKv.Commands.Geo;

/// <summary>The commands that search, by what stands in front of their options.</summary>
enum GeoSearchForm
{
    /// <summary>GEORADIUS: a place and a radius.</summary>
    Around,

    /// <summary>GEORADIUSBYMEMBER: a member and a radius.</summary>
    AroundMember,

    /// <summary>GEOSEARCH: all is said by options.</summary>
    Search,

    /// <summary>GEOSEARCHSTORE: a destination and a source.</summary>
    SearchStore,
}
