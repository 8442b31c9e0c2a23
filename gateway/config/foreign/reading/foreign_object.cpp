#include "foreign_object.h"

#include "tree_builder.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

constexpr std::size_t kMaxText = 4096; // of a text in the configuration
constexpr std::size_t kMaxLongText = 65536; // of a key
constexpr std::size_t kMaxId = 100;
constexpr std::size_t kMaxNotes = 1000;

const char* kindOf(const Json& node)
{
    if (node.is_object())
        return "an object";
    if (node.is_array())
        return "an array";
    if (node.is_string())
        return "a text";
    if (node.is_boolean())
        return "true or false";
    return node.is_number() ? "a number" : "null";
}

std::string shown(double number)
{
    std::string text = std::to_string(number);
    while (text.ends_with('0'))
        text.pop_back();
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

} // namespace

void ImportLog::note(std::string path, std::string what, std::string remedy)
{
    note(Note{std::move(path), std::move(what), std::move(remedy)});
}

void ImportLog::note(Note note)
{
    if (m_notes.size() < kMaxNotes && std::find(m_notes.begin(), m_notes.end(), note) == m_notes.end())
        m_notes.push_back(std::move(note));
}

void ImportLog::error(const std::string& path, const std::string& message)
{
    if (m_firstError.empty())
        m_firstError = (path.empty() ? "" : path + ": ") + message;
    if (m_errors.size() < kMaxNotes)
        m_errors.push_back({path, message, {}});
}

bool ImportLog::settle(std::size_t mark, const std::string& remedy)
{
    const bool any = m_errors.size() > mark;
    for (std::size_t i = mark; i < m_errors.size(); ++i)
        note(m_errors[i].path, m_errors[i].what, remedy);
    m_errors.resize(std::min(mark, m_errors.size()));
    return any;
}

void ImportLog::origin(const EntryName& entry, const std::string& path)
{
    m_origins.emplace_back(entry, path);
}

std::string ImportLog::originOf(const EntryName& entry) const
{
    const auto known =
        std::find_if(m_origins.begin(), m_origins.end(), [&](const auto& each) { return each.first == entry; });
    return known == m_origins.end() ? std::string() : known->second;
}

bool ImportLog::isFree(const SecretReference& reference, const Secret& value) const
{
    return std::none_of(m_secrets.begin(), m_secrets.end(),
        [&](const MetSecret& met) { return met.reference == reference && met.value.reveal() != value.reveal(); });
}

void ImportLog::keep(const SecretReference& reference, Secret value, const std::string& path)
{
    const auto known = std::find_if(
        m_secrets.begin(), m_secrets.end(), [&](const MetSecret& met) { return met.reference == reference; });
    if (known == m_secrets.end())
        m_secrets.push_back({reference, std::move(value), path});
}

ForeignObject::ForeignObject(const Json* node, std::string path, ImportLog& log)
    : m_node(node)
    , m_path(std::move(path))
    , m_log(&log)
{
    if (m_node && !m_node->is_object()) {
        log.error(m_path, std::string("must be an object, is ") + kindOf(*m_node));
        m_node = nullptr;
    }
}

std::string ForeignObject::pathOf(std::string_view key) const
{
    std::string path = m_path;
    appendKey(path, key);
    return path;
}

const Json* ForeignObject::find(std::string_view key) const
{
    if (!m_node)
        return nullptr;
    const auto found = m_node->find(key);
    return found == m_node->end() || found->is_null() ? nullptr : &*found;
}

const Json* ForeignObject::take(std::string_view key)
{
    m_taken.emplace(key);
    return find(key);
}

std::vector<std::string> ForeignObject::rest() const
{
    std::vector<std::string> keys;
    if (m_node)
        for (const auto& [key, value] : m_node->items())
            if (!value.is_null() && !m_taken.contains(key))
                keys.push_back(key);
    return keys;
}

void ForeignObject::wrong(std::string_view key, const std::string& expected, const Json& node) const
{
    m_log->error(pathOf(key), "must be " + expected + ", is " + kindOf(node));
}

std::optional<std::string> ForeignObject::text(std::string_view key)
{
    const Json* node = take(key);
    if (!node)
        return std::nullopt;
    if (!node->is_string()) {
        wrong(key, "a text", *node);
        return std::nullopt;
    }
    const auto& text = node->get_ref<const std::string&>();
    if (text.size() > kMaxText || std::any_of(text.begin(), text.end(), [](char c) { return isControl(c); })) {
        m_log->error(pathOf(key), "must be one line of at most " + std::to_string(kMaxText) + " bytes");
        return std::nullopt;
    }
    return text;
}

std::optional<std::string> ForeignObject::longText(std::string_view key)
{
    const Json* node = take(key);
    if (!node)
        return std::nullopt;
    if (!node->is_string() || node->get_ref<const std::string&>().size() > kMaxLongText) {
        wrong(key, "a text of at most " + std::to_string(kMaxLongText) + " bytes", *node);
        return std::nullopt;
    }
    return node->get<std::string>();
}

std::optional<bool> ForeignObject::flag(std::string_view key)
{
    const Json* node = take(key);
    if (node && !node->is_boolean())
        wrong(key, "true or false", *node);
    return node && node->is_boolean() ? std::optional<bool>(node->get<bool>()) : std::nullopt;
}

std::optional<std::int64_t> ForeignObject::whole(std::string_view key, std::int64_t least, std::int64_t most)
{
    const auto value = number(key, static_cast<double>(least), static_cast<double>(most));
    if (!value)
        return std::nullopt;
    const auto rounded = static_cast<std::int64_t>(*value);
    if (static_cast<double>(rounded) == *value)
        return rounded;
    m_log->error(pathOf(key), "must be a number without a fraction");
    return std::nullopt;
}

std::optional<double> ForeignObject::number(std::string_view key, double least, double most)
{
    const Json* node = take(key);
    if (!node)
        return std::nullopt;
    const std::string range = "a number from " + shown(least) + " to " + shown(most);
    if (!node->is_number()) {
        wrong(key, range, *node);
        return std::nullopt;
    }
    const auto value = node->get<double>();
    if (value >= least && value <= most)
        return value;
    m_log->error(pathOf(key), "must be " + range);
    return std::nullopt;
}

std::vector<std::string> ForeignObject::texts(std::string_view key)
{
    std::vector<std::string> list;
    const Json* node = take(key);
    if (!node)
        return list;
    if (!node->is_array())
        return wrong(key, "an array of texts", *node), list;
    for (std::size_t i = 0; i < node->size(); ++i) {
        const Json& item = (*node)[i];
        const std::string at = pathOf(key) + '[' + std::to_string(i) + ']';
        if (!item.is_string())
            m_log->error(at, std::string("must be a text, is ") + kindOf(item));
        else if (item.get_ref<const std::string&>().size() > kMaxText)
            m_log->error(at, "must have at most " + std::to_string(kMaxText) + " bytes");
        else
            list.push_back(item.get<std::string>());
    }
    return list;
}

ForeignObject ForeignObject::object(std::string_view key) { return {take(key), pathOf(key), *m_log}; }

std::vector<ForeignObject> ForeignObject::objects(std::string_view key)
{
    std::vector<ForeignObject> list;
    const Json* node = take(key);
    if (!node)
        return list;
    if (!node->is_array())
        return wrong(key, "an array of objects", *node), list;
    for (std::size_t i = 0; i < node->size(); ++i)
        list.emplace_back(&(*node)[i], pathOf(key) + '[' + std::to_string(i) + ']', *m_log);
    return list;
}

void ForeignObject::drop(std::string_view key, const std::string& why, const std::string& remedy)
{
    if (take(key))
        m_log->note(pathOf(key), "is not carried over: " + why, remedy);
}

void ForeignObject::ignore(std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys)
        m_taken.emplace(key);
}

void ForeignObject::dropRest()
{
    for (const std::string& key : rest())
        drop(key, "there is nothing like it here");
}

std::string asId(std::string_view text)
{
    std::string id(text.substr(0, kMaxId));
    std::replace_if(
        id.begin(), id.end(), [](char c) { return c == '/' || c == ' ' || c == '\t' || isControl(c); }, '-');
    return id;
}

} // namespace gateway::config::foreign
