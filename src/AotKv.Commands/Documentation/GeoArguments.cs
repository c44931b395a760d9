namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of places, in the notation of <see cref="Argument"/>.</summary>
static class GeoArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        geoadd key:key#0 condition:oneof?@6.2.0(nx=NX xx=XX) change?@6.2.0=CH data:block*(longitude:double
          latitude:double member:string)
        geodist key:key#0 member1:string member2:string unit:oneof?(m=M km=KM ft=FT mi=MI)
        geohash key:key#0 member:string?*
        geopos key:key#0 member:string?*
        georadius key:key#0 longitude:double latitude:double radius:double unit:oneof(m=M km=KM ft=FT mi=MI)
          withcoord?=WITHCOORD withdist?=WITHDIST withhash?=WITHHASH count-block:block?(count:integer=COUNT
          any?@6.2.0=ANY) order:oneof?(asc=ASC desc=DESC) store:oneof?(storekey:key#1~key=STORE
          storedistkey:key#2~key=STOREDIST)
        georadius_ro key:key#0 longitude:double latitude:double radius:double unit:oneof(m=M km=KM ft=FT
          mi=MI) withcoord?=WITHCOORD withdist?=WITHDIST withhash?=WITHHASH
          count-block:block?(count:integer=COUNT any?@6.2.0=ANY) order:oneof?(asc=ASC desc=DESC)
        georadiusbymember key:key#0 member:string radius:double unit:oneof(m=M km=KM ft=FT mi=MI)
          withcoord?=WITHCOORD withdist?=WITHDIST withhash?=WITHHASH count-block:block?(count:integer=COUNT
          any?=ANY) order:oneof?(asc=ASC desc=DESC) store:oneof?(storekey:key#1~key=STORE
          storedistkey:key#2~key=STOREDIST)
        georadiusbymember_ro key:key#0 member:string radius:double unit:oneof(m=M km=KM ft=FT mi=MI)
          withcoord?=WITHCOORD withdist?=WITHDIST withhash?=WITHHASH count-block:block?(count:integer=COUNT
          any?=ANY) order:oneof?(asc=ASC desc=DESC)
        geosearch key:key#0 from:oneof?(member:string=FROMMEMBER
          fromlonlat:block=FROMLONLAT(longitude:double latitude:double))
          by:oneof(circle:block(radius:double=BYRADIUS unit:oneof(m=M km=KM ft=FT mi=MI))
          box:block(width:double=BYBOX height:double unit:oneof(m=M km=KM ft=FT mi=MI))
          polygon:block@9.0.0(num-vertices:integer=BYPOLYGON vertices:block*(longitude:double
          latitude:double))) order:oneof?(asc=ASC desc=DESC) count-block:block?(count:integer=COUNT
          any?=ANY) withcoord?=WITHCOORD withdist?=WITHDIST withhash?=WITHHASH
        geosearchstore destination:key#0 source:key#1 from:oneof?(member:string=FROMMEMBER
          fromlonlat:block=FROMLONLAT(longitude:double latitude:double))
          by:oneof(circle:block(radius:double=BYRADIUS unit:oneof(m=M km=KM ft=FT mi=MI))
          box:block(width:double=BYBOX height:double unit:oneof(m=M km=KM ft=FT mi=MI))
          polygon:block@9.0.0(num-vertices:integer=BYPOLYGON vertices:block*(longitude:double
          latitude:double))) order:oneof?(asc=ASC desc=DESC) count-block:block?(count:integer=COUNT
          any?=ANY) storedist?=STOREDIST
        """u8;
}
