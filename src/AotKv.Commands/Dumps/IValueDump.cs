using AotKv.Memory;
using AotKv.Values.Collections;
using AotKv.Wire.Rdb;

namespace AotKv.Commands.Dumps;

/// <summary>How collections of one type are written to DUMP payloads and read from them. Stateless.</summary>
interface IValueDump<TValue> where TValue : struct, IValueView<TValue>
{
    /// <summary>Writes the form and the value.</summary>
    static abstract void Write(TValue value, in RdbWriter writer);

    /// <summary>
    /// Fills an empty value with what was written in a form; false where that is damaged, empty or another type's.
    /// </summary>
    static abstract bool TryRead(TValue value, RdbValueType form, ref RdbReader reader, ref NativeList<byte> scratch);
}
