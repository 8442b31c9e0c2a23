#include "field_table.h"

#include "gateway/config/settings/key_names.h"
#include "gateway/core/text/closest_names.h"

#include <QtGlobal>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gateway::config {

namespace {

Sentence unknownFieldText(std::string_view name, const std::vector<std::string_view>& known)
{
    const bool hasKeys = std::find(known.begin(), known.end(), "keys") != known.end();
    if (hasKeys && soundsLikeSecret(name))
        return QT_TRANSLATE_NOOP("Configuration", "unknown field; store keys outside this file and reference them: \"keys\": [{\"name\": \"main\", \"secret\": "
        "\"keychain:NAME\"}]");
    if (const auto meant = closestNames(name, {known.begin(), known.end()}, 1); !meant.empty())
        return {QT_TRANSLATE_NOOP("Configuration", "unknown field; did you mean \"%1\"?"), {meant.front()}};
    return QT_TRANSLATE_NOOP("Configuration", "unknown field; it is kept but has no effect");
}

/// Inserts `key` at its place in `order`: after its nearest predecessor, otherwise before its nearest successor,
/// otherwise at the end.
void insertField(Json& node, std::string_view key, Json value, const std::vector<std::string_view>& order)
{
    const auto own = std::find(order.begin(), order.end(), key);
    const auto isThere = [&](std::string_view known) { return node.contains(known); };
    const auto before = std::find_if(std::make_reverse_iterator(own), order.rend(), isThere);
    const auto after = std::find_if(own, order.end(), isThere);
    Json next = Json::object();
    for (auto& [name, field] : node.items()) {
        if (before == order.rend() && after != order.end() && name == *after)
            next[std::string(key)] = value;
        next[name] = std::move(field);
        if (before != order.rend() && name == *before)
            next[std::string(key)] = value;
    }
    if (!next.contains(key))
        next[std::string(key)] = std::move(value);
    node = std::move(next);
}

std::vector<std::string_view> keysOf(const AnyTable& table)
{
    std::vector<std::string_view> keys;
    for (const AnyField& field : table.fields)
        keys.push_back(field.key);
    return keys;
}

/// Whether two structs have the same value in `field`.
bool isSame(const AnyField& field, const void* a, const void* b) { return field.shape->areSame(field.in(a), field.in(b)); }

Json written(const AnyField& field, const void* owner) { return field.shape->write(field.in(owner)); }

class GroupShape final : public AnyShape {
public:
    explicit GroupShape(AnyTable table) : m_table(std::move(table)) {}
    void read(const Json& node, void* value, const Place& place) const override { readFields(m_table, node, value, place); }
    bool areSame(const void* a, const void* b) const override
    {
        return std::ranges::all_of(m_table.fields, [&](const AnyField& inner) { return isSame(inner, a, b); });
    }
    Json write(const void* value) const override { return writeFields(m_table, value); }
    void update(Json& node, const void* from, const void* to) const override { updateFields(m_table, node, from, to); }
    Json schema() const override { return fieldsSchema(m_table); }

private:
    const AnyTable m_table;
};

class KeptShape final : public AnyShape {
public:
    KeptShape(std::function<void(const Json&, const Place&)> check, Json schema) : m_check(std::move(check)), m_schema(std::move(schema)) {}
    void read(const Json& node, void*, const Place& place) const override { m_check(node, place); }
    bool areSame(const void*, const void*) const override { return true; }
    Json write(const void*) const override { return {}; }
    void update(Json&, const void*, const void*) const override {}
    Json schema() const override { return m_schema; }

private:
    const std::function<void(const Json&, const Place&)> m_check;
    const Json m_schema;
};

} // namespace

void reportUnknownFields(const Json& node, const std::vector<std::string_view>& known, const Place& place)
{
    for (const auto& [name, value] : node.items())
        if (std::find(known.begin(), known.end(), name) == known.end())
            place.field(name).warning(unknownFieldText(name, known));
}

void readFields(const AnyTable& table, const Json& node, void* owner, const Place& place)
{
    if (!node.is_object())
        return reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "an object"), node);
    for (const AnyField& field : table.fields) {
        const auto found = node.find(field.key);
        const Place child = place.field(field.key);
        if (found == node.end()) {
            if (field.kind == FieldKind::Required)
                child.error(QT_TRANSLATE_NOOP("Configuration", "is missing"));
            continue;
        }
        field.shape->read(*found, field.in(owner), child);
    }
    reportUnknownFields(node, keysOf(table), place);
}

Json writeFields(const AnyTable& table, const void* owner)
{
    Json node = Json::object();
    for (const AnyField& field : table.fields)
        if (field.kind == FieldKind::Required || !isSame(field, owner, table.initial.get()))
            node[std::string(field.key)] = written(field, owner);
    return node;
}

void updateFields(const AnyTable& table, Json& node, const void* from, const void* to)
{
    for (const AnyField& field : table.fields) {
        if (isSame(field, from, to))
            continue;
        const auto found = node.find(field.key);
        if (found == node.end()) {
            insertField(node, field.key, written(field, to), keysOf(table));
            continue;
        }
        field.shape->update(*found, field.in(from), field.in(to));
        if (found->is_string() && found->get_ref<const std::string&>().empty())
            node.erase(found); // an absent text
    }
}

Json fieldsSchema(const AnyTable& table)
{
    Json schema{{"type", "object"}, {"properties", Json::object()}};
    Json required = Json::array();
    for (const AnyField& field : table.fields) {
        Json property{{"description", field.help}};
        property.update(field.shape->schema());
        if (field.kind == FieldKind::Required)
            required.push_back(field.key);
        // An empty text means that it is absent, which is not always valid for a conditional field.
        else if (const Json value = field.composite ? Json("") : written(field, table.initial.get()); field.kind == FieldKind::Optional && value != "")
            property["default"] = value;
        schema["properties"][std::string(field.key)] = std::move(property);
    }
    if (!required.empty())
        schema["required"] = std::move(required);
    return schema;
}

AnyShapePointer groupShape(AnyTable table) { return std::make_shared<const GroupShape>(std::move(table)); }

AnyShapePointer keptShape(std::function<void(const Json&, const Place&)> check, Json schema)
{
    return std::make_shared<const KeptShape>(std::move(check), std::move(schema));
}

} // namespace gateway::config
