namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of bitmaps, in the notation of <see cref="Argument"/>.</summary>
static class BitmapArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        bitcount key:key#0 range:block?(start:integer end-unit-block:block?(end:integer
          unit:oneof?@7.0.0(byte=BYTE bit=BIT)))
        bitfield key:key#0 operation:oneof?*(get-block:block=GET(encoding:string offset:integer)
          write:block(overflow-block:oneof?=OVERFLOW(wrap=WRAP sat=SAT fail=FAIL)
          write-operation:oneof(set-block:block=SET(encoding:string offset:integer value:integer)
          incrby-block:block=INCRBY(encoding:string offset:integer increment:integer))))
        bitfield_ro key:key#0 get-block:block?*+=GET(encoding:string offset:integer)
        bitop operation:oneof(and=AND or=OR xor=XOR not=NOT) destkey:key#0 key:key*#1
        bitpos key:key#0 bit:integer range:block?(start:integer end-unit-block:block?(end:integer
          unit:oneof?@7.0.0(byte=BYTE bit=BIT)))
        getbit key:key#0 offset:integer
        setbit key:key#0 offset:integer value:integer
        """u8;
}
