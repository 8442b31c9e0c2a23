#include "foreign_object.h"

#include "tree_builder.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

constexpr std::size_t kMaxText = 4096; // for a text in the configuration
constexpr std::size_t kMaxLongText = 65536; // for a key
constexpr std::size_t kMaxId = 100;
constexpr std::size_t kMaxNotes = 1000;
constexpr std::size_t kMaxListed = 20000;

const char* kindOf(const Json& node)
{
    if (node.is_object())
        return "an object";
    if (node.is_array())
        return "an array";
    if (node.is_string())
        return "text";
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

bool isRoutesOnly(const Settings& settings, const std::string& provider)
{
    const ProviderSettings* const found = settings.provider(provider);
    return found && found->routesOnly;
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
    for (std::size_t i = mark; i < m_errors.size(); ++i) {
        if (!m_errors[i].isListed)
            list(Fate::NotCarriedOver, m_errors[i].path, {}, m_errors[i].what + "; " + remedy);
        Note settled = m_errors[i];
        settled.remedy = remedy;
        settled.isListed = true;
        note(std::move(settled));
    }
    m_errors.resize(std::min(mark, m_errors.size()));
    return any;
}

bool ImportLog::settle(std::size_t mark, const std::string& remedy, const EntryName& entry)
{
    for (std::size_t i = mark; i < m_errors.size(); ++i) {
        m_errors[i].isListed = true;
        because(entry, m_errors[i].path + ": " + m_errors[i].what);
    }
    return settle(mark, remedy);
}

bool ImportLog::settleOut(std::size_t mark, const std::string& path, const std::string& remedy)
{
    std::string reasons;
    for (std::size_t i = mark; i < m_errors.size(); ++i) {
        m_errors[i].isListed = true;
        reasons += (reasons.empty() ? "" : "; ") + (m_errors[i].path == path ? "" : m_errors[i].path + ' ') + m_errors[i].what;
    }
    if (!reasons.empty())
        list(Fate::NotCarriedOver, path, {}, reasons);
    return settle(mark, remedy);
}

void ImportLog::because(const EntryName& entry, std::string why)
{
    std::pair reason(entry, std::move(why));
    if (m_reasons.size() < kMaxNotes && std::find(m_reasons.begin(), m_reasons.end(), reason) == m_reasons.end())
        m_reasons.push_back(std::move(reason));
}

void ImportLog::switchOff(
    const EntryName& entry, const std::string& path, const std::string& what, const std::string& remedy)
{
    Note switched{path, what, remedy};
    switched.isListed = true;
    note(std::move(switched));
    because(entry, (path.empty() ? "" : path + ' ') + what);
}

void ImportLog::list(Fate fate, const std::string& path, std::string subject, std::string reason)
{
    if (m_listedPaths.contains(path))
        return;
    if (m_listed.size() >= kMaxListed) {
        ++m_unlisted;
        return;
    }
    m_listedPaths.insert(path);
    m_listed.push_back({fate, path, std::move(subject), std::move(reason)});
}

void ImportLog::leaveOut(const std::string& path, std::string subject, const std::string& reason, const std::string& remedy)
{
    Note left{path, "is not imported: " + reason, remedy};
    left.isListed = true;
    note(std::move(left));
    list(Fate::NotCarriedOver, path, std::move(subject), remedy.empty() ? reason : reason + "; " + remedy);
}

std::vector<Outcome> ImportLog::outcomes(const Settings& settings) const
{
    const auto isOn = [](const auto& list, auto name, const std::string& wanted) -> std::optional<bool> {
        for (const auto& each : list)
            if (each.*name == wanted)
                return each.enabled;
        return std::nullopt;
    };
    const auto reasonOf = [&](const EntryName& entry, const char* usual) {
        std::string all;
        for (const auto& [of, why] : m_reasons)
            if (of == entry)
                all += (all.empty() ? "" : "; ") + why;
        return all.empty() ? std::string(usual) : all;
    };
    std::vector<Outcome> all;
    for (const auto& [entry, path] : m_origins) {
        std::optional<bool> enabled;
        if (entry.kind == EntryName::Kind::Provider)
            enabled = isOn(settings.providers, &ProviderSettings::id, entry.name);
        else if (entry.kind == EntryName::Kind::Route)
            enabled = isOn(settings.routes, &RouteSettings::id, entry.name);
        else
            enabled = isOn(settings.consumers, &ConsumerSettings::name, entry.name);
        Outcome outcome{Fate::CarriedOver, path, std::string(gateway::config::toText(entry.kind)) + " \"" + entry.name + '"', {}};
        if (!enabled) {
            outcome.fate = Fate::NotCarriedOver;
            outcome.reason = reasonOf(entry, "no imported route uses it");
        } else if (!*enabled) {
            outcome.fate = Fate::SwitchedOff;
            outcome.reason = reasonOf(entry, "it is disabled in the document");
        } else if (entry.kind == EntryName::Kind::Provider && isRoutesOnly(settings, entry.name)) {
            outcome.reason = "it is available through routes only, as in the original gateway (routes_only)";
        }
        all.push_back(std::move(outcome));
    }
    std::set<std::string, std::less<>> entries;
    for (const Outcome& outcome : all)
        entries.insert(outcome.path);
    for (const Outcome& listed : m_listed)
        if (!entries.contains(listed.path)) // otherwise the entry created from it is listed
            all.push_back(listed);
    if (m_unlisted > 0)
        all.push_back({Fate::NotCarriedOver, {}, std::to_string(m_unlisted) + " more fields and objects",
            "a list has at most " + std::to_string(kMaxListed) + " entries; divide the document"});
    std::stable_sort(all.begin(), all.end(), [](const Outcome& a, const Outcome& b) { return a.fate < b.fate; });
    return all;
}

std::optional<Precedence> ImportLog::precedenceOf(const std::string& route) const
{
    const auto known = m_precedences.find(route);
    return known == m_precedences.end() ? std::nullopt : std::optional(known->second);
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
        log.error(m_path, std::string("must be an object, not ") + kindOf(*m_node));
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

std::vector<std::string> ForeignObject::restWithNulls() const
{
    std::vector<std::string> keys;
    if (m_node)
        for (const auto& [key, value] : m_node->items())
            if (!m_taken.contains(key))
                keys.push_back(key);
    return keys;
}

void ForeignObject::wrong(std::string_view key, const std::string& expected, const Json& node) const
{
    m_log->error(pathOf(key), "must be " + expected + ", not " + kindOf(node));
}

std::optional<std::string> ForeignObject::text(std::string_view key)
{
    const Json* node = take(key);
    if (!node)
        return std::nullopt;
    if (!node->is_string()) {
        wrong(key, "text", *node);
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
        wrong(key, "text of at most " + std::to_string(kMaxLongText) + " bytes", *node);
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
    m_log->error(pathOf(key), "must be a whole number");
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
        return wrong(key, "an array of text", *node), list;
    for (std::size_t i = 0; i < node->size(); ++i) {
        const Json& item = (*node)[i];
        const std::string at = pathOf(key) + '[' + std::to_string(i) + ']';
        if (!item.is_string())
            m_log->error(at, std::string("must be text, not ") + kindOf(item));
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
    if (!take(key))
        return;
    const std::string path = pathOf(key);
    m_log->leaveOut(path, {}, why, remedy);
}

void ForeignObject::skip(std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys)
        if (take(key))
            m_log->list(Fate::NotCarriedOver, pathOf(key), {}, "it does not affect the gateway");
}

void ForeignObject::ignore(std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys)
        m_taken.emplace(key);
}

void ForeignObject::dropRest()
{
    for (const std::string& key : rest())
        drop(key, "Signalbox has no equivalent");
}

void listEnvelope(const Json& envelope, const std::string& path, std::initializer_list<std::string_view> inner, ImportLog& log)
{
    ForeignObject object(&envelope, path, log);
    object.ignore(inner);
    object.skip({"key", "modifiedIndex", "createdIndex", "total", "success", "message", "code", "apiVersion", "kind", "metadata"});
    object.dropRest();
}

std::string asId(std::string_view text)
{
    std::string id(text.substr(0, kMaxId));
    std::replace_if(
        id.begin(), id.end(), [](char c) { return c == '/' || c == ' ' || c == '\t' || isControl(c); }, '-');
    return id;
}

} // namespace gateway::config::foreign
