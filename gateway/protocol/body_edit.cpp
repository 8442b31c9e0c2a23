#include "body_edit.h"

#include "gateway/core/json/json.h"

#include <algorithm>
#include <functional>
#include <charconv>

namespace gateway::protocol {

namespace {

/// Whether `text` is unchanged inside a JSON string.
bool isPlain(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
}

/// "options" for "options.seed"; the whole key if it has no dot.
std::string_view outerOf(std::string_view key) { return key.substr(0, key.find('.')); }

/// An empty object if `json` is not an object.
Json objectOf(std::string_view json)
{
    auto tree = json.empty() ? Result<Json>(Json::object()) : parseJson(json);
    return tree && tree->is_object() ? std::move(*tree) : Json::object();
}

/// The value in `tree` that the rest of `key`, after its first dot, leads to; null if there is none. `isMade`: missing
/// objects are created.
Json* insideOf(Json& tree, std::string_view key, bool isMade)
{
    Json* at = &tree;
    for (auto dot = key.find('.'); dot != std::string_view::npos; dot = key.find('.')) {
        key.remove_prefix(dot + 1);
        const std::string name(outerOf(key));
        if (!at->is_object() && isMade)
            *at = Json::object();
        if (!at->is_object() || (!isMade && !at->contains(name)))
            return nullptr;
        at = &(*at)[name];
    }
    return at;
}

} // namespace

std::string jsonString(std::string_view text)
{
    if (!isPlain(text))
        return gateway::toText(Json(std::string(text)));
    std::string quoted;
    quoted.reserve(text.size() + 2);
    quoted.append(1, '"').append(text).append(1, '"');
    return quoted;
}

BodyEdit::BodyEdit(std::string_view body, const RequestOutline& request) : m_body(body), m_request(request)
{
    m_fields.reserve(request.fields.size());
    for (const TopField& field : request.fields) {
        std::string_view name = field.key;
        if (name.find('\\') != std::string_view::npos)
            if (const auto unescaped = parseJson('"' + std::string(name) + '"'); unescaped && unescaped->is_string())
                name = m_names.emplace_back(unescaped->get<std::string>());
        m_fields.push_back({&field, name, {}, {}, false});
    }
}

BodyEdit::Field* BodyEdit::find(std::string_view key)
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(),
                                    [&](const Field& field) { return !field.removed && field.name == key; });
    return found == m_fields.end() ? nullptr : &*found;
}

bool BodyEdit::hasTop(std::string_view key) const
{
    return const_cast<BodyEdit*>(this)->find(key) != nullptr
           || std::any_of(m_added.begin(), m_added.end(), [&](const auto& added) { return added.first == key; });
}

bool BodyEdit::isInside(std::string_view key) const { return key.find('.') != std::string_view::npos && !hasTop(key); }

bool BodyEdit::has(std::string_view key) const { return isInside(key) ? !textOf(key).empty() : hasTop(key); }

bool BodyEdit::says(std::string_view key) const { return has(key) && textOf(key) != "null"; }

std::string BodyEdit::textOf(std::string_view key) const
{
    if (!isInside(key))
        return std::string(valueOf(key));
    Json outer = objectOf(valueOf(outerOf(key)));
    const Json* const inner = insideOf(outer, key, false);
    return inner ? gateway::toText(*inner) : std::string();
}

void BodyEdit::setInside(std::string_view key, std::string_view json)
{
    const std::string_view outer = outerOf(key);
    Json object = objectOf(valueOf(outer));
    *insideOf(object, key, true) = parseJson(json).value_or(Json());
    set(outer, gateway::toText(object));
}

void BodyEdit::removeInside(std::string_view key)
{
    const std::string_view outer = outerOf(key);
    if (!has(key))
        return;
    Json object = objectOf(valueOf(outer));
    const auto dot = key.rfind('.');
    insideOf(object, key.substr(0, dot), false)->erase(std::string(key.substr(dot + 1)));
    set(outer, gateway::toText(object));
}

void BodyEdit::setModel(std::string_view model)
{
    if (m_request.modelField && model != m_request.model)
        m_fields[*m_request.modelField].value = jsonString(model);
}

void BodyEdit::askForUsage()
{
    Field* const field = find("stream_options");
    if (!field) {
        set("stream_options", R"({"include_usage":true})");
        return;
    }
    const auto written = parseJson(field->value ? std::string_view(*field->value) : field->original->value.of(m_body));
    Json options = written && written->is_object() ? *written : Json::object();
    options["include_usage"] = true;
    field->value = gateway::toText(options);
}

/// The current value; empty if there is no such field.
std::string_view BodyEdit::valueOf(std::string_view key) const
{
    if (const Field* const field = const_cast<BodyEdit*>(this)->find(key))
        return field->value ? std::string_view(*field->value) : field->original->value.of(m_body);
    const auto added = std::find_if(m_added.begin(), m_added.end(), [&](const auto& each) { return each.first == key; });
    return added == m_added.end() ? std::string_view() : std::string_view(added->second);
}

/// A value that is not an integer is unchanged: the provider reports the error.
void BodyEdit::lowerLimit(std::string_view key, std::int64_t tokens)
{
    const std::string_view written = valueOf(key);
    std::int64_t limit = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), limit);
    if (error == std::errc() && end == written.data() + written.size() && limit > 0)
        set(key, std::to_string(std::max<std::int64_t>(1, limit - tokens)));
}

void BodyEdit::continueFrom(std::string_view partial, std::int64_t tokens)
{
    constexpr std::string_view kGoOn
        = "Your answer was cut off by the network. Continue it exactly behind its last character: repeat nothing, "
          "explain nothing.";
    Field* const field = find("messages");
    if (!field)
        return;
    std::string messages(field->value ? std::string_view(*field->value) : field->original->value.of(m_body));
    const std::size_t end = messages.rfind(']');
    if (end == std::string::npos)
        return;
    messages.resize(end);
    messages += ",{\"role\":\"assistant\",\"content\":" + jsonString(partial) + "},{\"role\":\"user\",\"content\":"
                + jsonString(kGoOn) + "}]";
    field->value = std::move(messages);
    if (tokens > 0)
        for (const std::string_view limit : {"max_tokens", "max_completion_tokens"})
            lowerLimit(limit, tokens);
}

void BodyEdit::rename(std::string_view from, std::string_view to)
{
    if (from == to)
        return;
    if (isInside(from) || isInside(to)) {
        if (std::string json = textOf(from); !json.empty()) {
            remove(from);
            set(to, std::move(json));
        }
        return;
    }
    Field* const field = find(from);
    const auto added = std::find_if(m_added.begin(), m_added.end(), [&](const auto& each) { return each.first == from; });
    if (!field && added != m_added.end()) {
        std::string json = std::move(added->second);
        m_added.erase(added);
        set(to, std::move(json));
    }
    if (!field)
        return;
    remove(to);
    field->name = m_names.emplace_back(to);
    field->key = jsonString(to);
}

void BodyEdit::remove(std::string_view key)
{
    if (isInside(key))
        return removeInside(key);
    for (Field& field : m_fields) // all of that name: a provider may read the last one
        if (field.name == key)
            field.removed = true;
    std::erase_if(m_added, [&](const auto& added) { return added.first == key; });
}

void BodyEdit::set(std::string_view key, std::string json)
{
    if (isInside(key))
        return setInside(key, json);
    Field* const field = find(key);
    if (field) {
        for (Field& other : m_fields)
            if (&other != field && other.name == key)
                other.removed = true;
        field->value = std::move(json);
        return;
    }
    std::erase_if(m_added, [&](const auto& added) { return added.first == key; });
    m_added.emplace_back(key, std::move(json));
}

void BodyEdit::setDefault(std::string_view key, std::string json)
{
    if (!says(key))
        set(key, std::move(json));
}

template <class Sink> void BodyEdit::emitTo(Sink&& sink) const
{
    const Span object = m_request.object;
    sink(m_body.substr(0, object.begin + 1));
    bool any = false;
    for (const auto& [name, value] : m_added) {
        if (any)
            sink(",");
        sink(jsonString(name));
        sink(":");
        sink(value);
        any = true;
    }
    const Field* previous = nullptr; // the preceding field of the body, if it was kept
    for (const Field& field : m_fields) {
        if (field.removed) {
            previous = nullptr;
            continue;
        }
        const TopField& original = *field.original;
        if (previous) {
            sink(m_body.substr(previous->original->value.end, original.keySpan.begin - previous->original->value.end));
        } else {
            if (any)
                sink(",");
            if (&field == &m_fields.front())
                sink(m_body.substr(object.begin + 1, original.keySpan.begin - object.begin - 1));
        }
        sink(field.key ? std::string_view(*field.key) : original.keySpan.of(m_body));
        sink(m_body.substr(original.keySpan.end, original.value.begin - original.keySpan.end));
        sink(field.value ? std::string_view(*field.value) : original.value.of(m_body));
        any = true;
        previous = &field;
    }
    sink(m_body.substr(previous ? previous->original->value.end : object.end - 1));
}

std::size_t BodyEdit::size() const
{
    std::size_t total = 0;
    emitTo([&total](std::string_view piece) { total += piece.size(); });
    return total;
}

void BodyEdit::copyTo(char* out) const
{
    emitTo([&out](std::string_view piece) { out = std::copy_n(piece.data(), piece.size(), out); });
}

BodyEdit::Around BodyEdit::aroundLongest() const
{
    Around around;
    const auto isOfBody = [this](std::string_view piece) {
        return !std::less<>{}(piece.data(), m_body.data()) && !std::less<>{}(m_body.data() + m_body.size(), piece.data() + piece.size());
    };
    emitTo([&](std::string_view piece) {
        if (isOfBody(piece) && piece.size() > around.piece.size())
            around.piece = piece;
    });
    bool isBehind = false;
    emitTo([&](std::string_view piece) {
        if (piece.data() == around.piece.data() && piece.size() == around.piece.size())
            isBehind = true;
        else
            (isBehind ? around.after : around.before) += piece;
    });
    return around;
}

} // namespace gateway::protocol
