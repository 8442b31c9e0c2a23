#include "changed_parts.h"

#include "gateway/config/fields/place.h"
#include "gateway/core/json/json.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace gateway::config {

namespace {

using Kind = ChangedPart::Kind;

constexpr int kDeepest = 4; // `providers.deepseek.timeouts.connect_ms`

std::optional<std::string> nameOf(const Json& entry)
{
    if (entry.is_object())
        for (const char* field : {"id", "name"})
            if (const auto found = entry.find(field); found != entry.end() && found->is_string())
                return found->get<std::string>();
    return std::nullopt;
}

/// Whether all entries have unique names.
bool isNamedList(const Json& list)
{
    if (!list.is_array())
        return false;
    std::set<std::string> names;
    return std::all_of(list.begin(), list.end(), [&](const Json& entry) {
        const auto name = nameOf(entry);
        return name && names.insert(*name).second;
    });
}

const Json* entryCalled(const Json& list, const std::string& name)
{
    for (const Json& entry : list)
        if (nameOf(entry) == name)
            return &entry;
    return nullptr;
}

std::string under(std::string path, const std::string& key)
{
    appendKey(path, key);
    return path;
}

class Comparison {
public:
    void compare(const Json& before, const Json& after, const std::string& path, int depth)
    {
        if (depth < kDeepest && before.is_object() && after.is_object())
            compareFields(before, after, path, depth);
        else if (depth < kDeepest && isNamedList(before) && isNamedList(after))
            compareEntries(before, after, path, depth);
        else if (before != after)
            add(Kind::Changed, path);
    }

    std::vector<ChangedPart> parts;

private:
    void compareFields(const Json& before, const Json& after, const std::string& path, int depth)
    {
        for (const auto& [key, value] : before.items())
            if (!after.contains(key) && !compareInside(value, path, key, Kind::Removed))
                add(Kind::Removed, under(path, key));
        for (const auto& [key, value] : after.items()) {
            const auto old = before.find(key);
            if (old == before.end() && !compareInside(value, path, key, Kind::Added))
                add(Kind::Added, under(path, key));
            else if (old != before.end())
                compare(*old, value, under(path, key), depth + 1);
        }
    }

    /// For an added or removed section, its content is reported: a file has none of its defaults.
    bool compareInside(const Json& section, const std::string& path, const std::string& key, Kind kind)
    {
        if (!path.empty() || section.empty() || !(section.is_object() || isNamedList(section)))
            return false;
        const Json none = section.is_object() ? Json::object() : Json::array();
        compare(kind == Kind::Added ? none : section, kind == Kind::Added ? section : none, under(path, key), 1);
        return true;
    }

    void add(Kind kind, std::string path) { parts.push_back({kind, std::move(path), m_entry}); }

    /// Calls `call` and sets the entry of the added parts to `name`.
    template <class Call> void inEntry(const std::string& name, Call call)
    {
        const bool isOutermost = m_entry.empty();
        if (isOutermost)
            m_entry = name;
        call();
        if (isOutermost)
            m_entry.clear();
    }

    void compareEntries(const Json& before, const Json& after, const std::string& path, int depth)
    {
        std::vector<std::string> kept;
        std::vector<std::string> keptNow;
        for (const Json& entry : before) {
            if (entryCalled(after, *nameOf(entry)))
                kept.push_back(*nameOf(entry));
            else
                inEntry(*nameOf(entry), [&] { add(Kind::Removed, under(path, *nameOf(entry))); });
        }
        for (const Json& entry : after) {
            const std::string name = *nameOf(entry);
            const Json* old = entryCalled(before, name);
            if (!old) {
                inEntry(name, [&] { add(Kind::Added, under(path, name)); });
                continue;
            }
            keptNow.push_back(name);
            inEntry(name, [&] { compare(*old, entry, under(path, name), depth + 1); });
        }
        if (kept != keptNow) // their order has changed
            add(Kind::Changed, path);
    }

    std::string m_entry; ///< of the outermost list that is gone through
};

} // namespace

std::vector<ChangedPart> changedParts(std::string_view before, std::string_view after)
{
    if (before == after)
        return {};
    const auto old = parseJson(before);
    const auto next = parseJson(after);
    if (!old || !next || !old->is_object() || !next->is_object())
        return {{Kind::Changed, {}}};
    Comparison comparison;
    comparison.compare(*old, *next, {}, 0);
    return std::move(comparison.parts);
}

std::string toText(const std::vector<ChangedPart>& parts, std::size_t most)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(parts.size(), most); ++i) {
        const ChangedPart& part = parts[i];
        text += i == 0 ? "" : ", ";
        text += part.kind == Kind::Added ? "+" : part.kind == Kind::Removed ? "\u2212" : "~";
        text += part.path.empty() ? "" : " " + part.path;
    }
    if (parts.size() > most)
        text += " … +" + std::to_string(parts.size() - most);
    return text;
}

} // namespace gateway::config
