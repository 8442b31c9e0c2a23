#pragma once

#include "shape.h"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace gateway::config {

/// What a row of a field table says beside key, member, default and range.
enum class FieldKind {
    Optional, ///< its default holds where it is absent
    Required,
    Planned, ///< accepted, and said to be without effect yet where it is not the default
};

/// One field of `T` in the file.
template <class T> struct Field {
    std::string_view key;
    std::string_view help; ///< one or two sentences, in the schema
    FieldKind kind = FieldKind::Optional;
    std::function<void(const Json& node, T& owner, const Place& place)> read;
    std::function<bool(const T& a, const T& b)> same;
    std::function<Json(const T& owner)> write;
    std::function<void(Json& node, const T& from, const T& to)> update;
    std::function<Json()> schema;
    bool composite = false; ///< the schema has defaults inside, and none for the whole
};

template <class T> using FieldTable = std::vector<Field<T>>;

/// The table of `T` and what to check between its fields.
template <class T> struct ObjectRules {
    FieldTable<T> fields;
    std::function<void(const Json& node, const T& value, const Place& place)> check = {};
    Json schemaExtra = Json::object(); ///< what of `check` JSON Schema can say
};

/// Names the unknown fields of `node`, each with what was probably meant.
void reportUnknownFields(const Json& node, const std::vector<std::string_view>& known, const Place& place);
void reportPlanned(const Place& place);
/// Adds `key` where `order` has it: behind the nearest field before it, else in
/// front of the nearest behind it, else at the end.
void insertField(Json& node, std::string_view key, Json value, const std::vector<std::string_view>& order);

template <class T> std::vector<std::string_view> keysOf(const FieldTable<T>& fields)
{
    std::vector<std::string_view> keys;
    for (const Field<T>& field : fields)
        keys.push_back(field.key);
    return keys;
}

/// A row: a key, the member it fills (whose initial value is the default) and its shape.
template <class T, class V> Field<T> row(std::string_view key, V T::*member, Shape<V> shape, std::string_view help,
    FieldKind kind = FieldKind::Optional, bool composite = false)
{
    Field<T> field;
    field.key = key;
    field.help = help;
    field.kind = kind;
    field.composite = composite;
    field.read = [=](const Json& node, T& owner, const Place& place) { shape.read(node, owner.*member, place); };
    field.same = [=](const T& a, const T& b) { return a.*member == b.*member; };
    field.write = [=](const T& owner) { return shape.write(owner.*member); };
    field.update = [=](Json& node, const T& from, const T& to) { shape.update(node, from.*member, to.*member); };
    field.schema = shape.schema;
    return field;
}

template <class T> void readFields(const FieldTable<T>& fields, const Json& node, T& owner, const Place& place)
{
    if (!node.is_object())
        return reportWrong(place, "an object", node);
    const T initial{};
    for (const Field<T>& field : fields) {
        const auto found = node.find(field.key);
        const Place child = place.field(field.key);
        if (found == node.end()) {
            if (field.kind == FieldKind::Required)
                child.error("is missing");
            continue;
        }
        field.read(*found, owner, child);
        // Null switches off what would have no effect.
        if (field.kind == FieldKind::Planned && !found->is_null() && !field.same(owner, initial))
            reportPlanned(child);
    }
    reportUnknownFields(node, keysOf(fields), place);
}

template <class T> Json writeFields(const FieldTable<T>& fields, const T& owner)
{
    const T initial{};
    Json node = Json::object();
    for (const Field<T>& field : fields)
        if (field.kind == FieldKind::Required || !field.same(owner, initial))
            node[std::string(field.key)] = field.write(owner);
    return node;
}

template <class T> void updateFields(const FieldTable<T>& fields, Json& node, const T& from, const T& to)
{
    for (const Field<T>& field : fields) {
        if (field.same(from, to))
            continue;
        const auto found = node.find(field.key);
        if (found == node.end()) {
            insertField(node, field.key, field.write(to), keysOf(fields));
            continue;
        }
        field.update(*found, from, to);
        if (found->is_string() && found->template get_ref<const std::string&>().empty())
            node.erase(found); // a text that is not there
    }
}

template <class T> Json fieldsSchema(const FieldTable<T>& fields)
{
    const T initial{};
    Json schema{{"type", "object"}, {"properties", Json::object()}};
    Json required = Json::array();
    for (const Field<T>& field : fields) {
        Json property{{"description", field.help}};
        property.update(field.schema());
        if (field.kind == FieldKind::Required)
            required.push_back(field.key);
        else if (const Json value = field.composite ? Json("") : field.write(initial); value != "") // empty: absent
            property["default"] = value;
        if (field.kind == FieldKind::Planned)
            property["description"] = std::string(field.help) + " Without effect yet.";
        schema["properties"][std::string(field.key)] = std::move(property);
    }
    if (!required.empty())
        schema["required"] = std::move(required);
    return schema;
}

/// A row whose object in the file holds members of `T` itself.
template <class T> Field<T> group(std::string_view key, FieldTable<T> table, std::string_view help)
{
    const auto fields = std::make_shared<const FieldTable<T>>(std::move(table));
    Field<T> field;
    field.key = key;
    field.help = help;
    field.composite = true;
    field.read = [=](const Json& node, T& owner, const Place& place) { readFields(*fields, node, owner, place); };
    field.same = [=](const T& a, const T& b) {
        return std::all_of(fields->begin(), fields->end(), [&](const Field<T>& inner) { return inner.same(a, b); });
    };
    field.write = [=](const T& owner) { return writeFields(*fields, owner); };
    field.update = [=](Json& node, const T& from, const T& to) { updateFields(*fields, node, from, to); };
    field.schema = [=] { return fieldsSchema(*fields); };
    return field;
}

/// A row that no member holds: it stays in the tree as it is. `check` may report.
template <class T> Field<T> kept(
    std::string_view key, std::function<void(const Json&, const Place&)> check, Json schema, std::string_view help)
{
    Field<T> field;
    field.key = key;
    field.help = help;
    field.composite = true;
    field.read = [check = std::move(check)](const Json& node, T&, const Place& place) { check(node, place); };
    field.same = [](const T&, const T&) { return true; };
    field.write = [](const T&) { return Json(); };
    field.update = [](Json&, const T&, const T&) {};
    field.schema = [schema = std::move(schema)] { return schema; };
    return field;
}

/// `kept` for an object whose content has no effect yet.
template <class T> Field<T> plannedObject(std::string_view key, std::string_view help)
{
    auto field = kept<T>(
        key,
        [](const Json& node, const Place& place) {
            if (!node.is_object())
                reportWrong(place, "an object", node);
            else if (!node.empty())
                reportPlanned(place);
        },
        Json{{"type", "object"}}, help);
    field.kind = FieldKind::Planned;
    field.composite = false;
    field.write = [](const T&) { return Json::object(); };
    return field;
}

/// An object that is read and written by its table.
template <class T> Shape<T> object(ObjectRules<T> given)
{
    const auto shared = std::make_shared<const ObjectRules<T>>(std::move(given));
    Shape<T> shape;
    shape.read = [shared](const Json& node, T& value, const Place& place) {
        readFields(shared->fields, node, value, place);
        if (shared->check && node.is_object())
            shared->check(node, value, place);
    };
    shape.write = [shared](const T& value) { return writeFields(shared->fields, value); };
    shape.update = [shared](Json& node, const T& from, const T& to) { updateFields(shared->fields, node, from, to); };
    shape.schema = [shared] {
        Json schema = fieldsSchema(shared->fields);
        schema.update(shared->schemaExtra);
        return schema;
    };
    return shape;
}

/// A row for a member with a table of its own.
template <class T, class V> Field<T> part(std::string_view key, V T::*member, Shape<V> shape, std::string_view help)
{
    return row(key, member, std::move(shape), help, FieldKind::Optional, true);
}

} // namespace gateway::config
