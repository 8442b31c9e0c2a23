#pragma once

#include "shape.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// Kinds of rows in a field table.
enum class FieldKind {
    Optional, ///< if it is absent, its default applies
    Required,
    Conditional, ///< other fields decide whether it must be present or absent
};

/// A `Shape` that works through pointers, so that all tables share the code that walks them: instantiated for every
/// struct, that code would be most of this room.
class AnyShape {
public:
    virtual ~AnyShape() = default;
    virtual void read(const Json& node, void* value, const Place& place) const = 0;
    virtual bool areSame(const void* a, const void* b) const = 0;
    virtual Json write(const void* value) const = 0;
    virtual void update(Json& node, const void* from, const void* to) const = 0;
    virtual Json schema() const = 0;
};

using AnyShapePointer = std::shared_ptr<const AnyShape>;

/// The shape of a `V` behind the pointers.
template <class V> class ShapeOf final : public AnyShape {
public:
    explicit ShapeOf(Shape<V> shape) : m_shape(std::move(shape)) {}
    void read(const Json& node, void* value, const Place& place) const override { m_shape.read(node, *static_cast<V*>(value), place); }
    bool areSame(const void* a, const void* b) const override { return of(a) == of(b); }
    Json write(const void* value) const override { return m_shape.write(of(value)); }
    void update(Json& node, const void* from, const void* to) const override { m_shape.update(node, of(from), of(to)); }
    Json schema() const override { return m_shape.schema(); }

private:
    static const V& of(const void* value) { return *static_cast<const V*>(value); }

    const Shape<V> m_shape;
};

/// A field of a struct in the file.
struct AnyField {
    std::string_view key;
    std::string_view help; ///< one or two sentences for the schema
    FieldKind kind = FieldKind::Optional;
    std::size_t offset = 0; ///< offset of the member in its struct, in bytes
    AnyShapePointer shape;
    bool composite = false; ///< the schema has defaults for its fields, not for the whole

    void* in(void* owner) const { return static_cast<std::byte*>(owner) + offset; }
    const void* in(const void* owner) const { return static_cast<const std::byte*>(owner) + offset; }
};

/// A field of `T`; a table accepts no fields of other structs.
template <class T> struct Field : AnyField {};

template <class T> using FieldTable = std::vector<Field<T>>;

/// The fields of a struct and the values of a new one.
struct AnyTable {
    std::vector<AnyField> fields;
    std::shared_ptr<const void> initial;
};

template <class T> AnyTable anyTable(const FieldTable<T>& fields)
{
    return {{fields.begin(), fields.end()}, std::make_shared<const T>()};
}

/// The table of `T` and the checks across its fields.
template <class T> struct ObjectRules {
    FieldTable<T> fields;
    std::function<void(const Json& node, const T& value, const Place& place)> check = {};
    Json schemaExtra = Json::object(); ///< the part of `check` that JSON Schema can express
};

/// Reports the unknown fields of `node`, each with the name that was probably meant.
void reportUnknownFields(const Json& node, const std::vector<std::string_view>& known, const Place& place);

// Type-erased access to a table and the struct behind the pointers.

void readFields(const AnyTable& table, const Json& node, void* owner, const Place& place);
Json writeFields(const AnyTable& table, const void* owner);
void updateFields(const AnyTable& table, Json& node, const void* from, const void* to);
Json fieldsSchema(const AnyTable& table);

/// Puts the fields of `table` into an object of their own.
AnyShapePointer groupShape(AnyTable table);
/// A field without a member: its JSON is kept unchanged. `check` may report issues.
AnyShapePointer keptShape(std::function<void(const Json&, const Place&)> check, Json schema);

template <class T> const T& newOne()
{
    static const T one{};
    return one;
}

template <class T, class V> std::size_t offsetOf(V T::*member)
{
    const auto addressOf = [](const auto& object) { return reinterpret_cast<const std::byte*>(&object); };
    return static_cast<std::size_t>(addressOf(newOne<T>().*member) - addressOf(newOne<T>()));
}

/// A row: the key, the member (whose initial value is the default) and its shape.
template <class T, class V> Field<T> row(std::string_view key, V T::*member, Shape<V> shape, std::string_view help,
    FieldKind kind = FieldKind::Optional, bool composite = false)
{
    return {{key, help, kind, offsetOf(member), std::make_shared<const ShapeOf<V>>(std::move(shape)), composite}};
}

/// A row for an object in the file whose fields are members of `T` itself.
template <class T> Field<T> group(std::string_view key, const FieldTable<T>& table, std::string_view help)
{
    return {{key, help, FieldKind::Optional, 0, groupShape(anyTable(table)), true}};
}

/// A row without a member: its JSON is kept unchanged. `check` may report issues.
template <class T> Field<T> kept(
    std::string_view key, std::function<void(const Json&, const Place&)> check, Json schema, std::string_view help)
{
    return {{key, help, FieldKind::Optional, 0, keptShape(std::move(check), std::move(schema)), true}};
}

/// An object that is read and written by its table.
template <class T> Shape<T> object(ObjectRules<T> given)
{
    const auto table = std::make_shared<const AnyTable>(anyTable(given.fields));
    Shape<T> shape;
    shape.read = [table, check = std::move(given.check)](const Json& node, T& value, const Place& place) {
        readFields(*table, node, &value, place);
        if (check && node.is_object())
            check(node, value, place);
    };
    shape.write = [table](const T& value) { return writeFields(*table, &value); };
    shape.update = [table](Json& node, const T& from, const T& to) { updateFields(*table, node, &from, &to); };
    shape.schema = [table, extra = std::move(given.schemaExtra)] {
        Json schema = fieldsSchema(*table);
        schema.update(extra);
        return schema;
    };
    return shape;
}

/// A row for a member that has its own table.
template <class T, class V> Field<T> part(std::string_view key, V T::*member, Shape<V> shape, std::string_view help)
{
    return row(key, member, std::move(shape), help, FieldKind::Optional, true);
}

} // namespace gateway::config
