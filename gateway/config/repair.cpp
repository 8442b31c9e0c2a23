#include "repair.h"

#include "tree_path.h"

#include "gateway/config/checks/checks.h"
#include "gateway/config/fields/fields.h"
#include "gateway/config/fields/place.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace gateway::config {

namespace {

using Kind = EntryName::Kind;

constexpr int kMostRounds = 50; // each removes something; hidden issues appear in the next one

struct List {
    Kind kind;
    const char* key;
    const char* name; // the field that names an entry
};
constexpr std::array kLists{List{Kind::Provider, "providers", "id"}, List{Kind::Route, "routes", "id"},
    List{Kind::Consumer, "consumers", "name"}};

std::string nameOf(const Json& entry, const List& list)
{
    const auto name = entry.find(list.name);
    return name != entry.end() && name->is_string() ? name->get<std::string>() : std::string();
}

/// `steps` lead to an entry or into one.
const List& listOf(const Json& tree, const TreeSteps& steps)
{
    const auto key = std::next(tree.begin(), static_cast<std::ptrdiff_t>(steps.front())).key();
    return *std::find_if(kLists.begin(), kLists.end(), [&](const List& list) { return key == list.key; });
}

Json& entryOf(Json& tree, const TreeSteps& steps)
{
    return childAt(tree, {steps[0], steps[1]});
}

bool isInside(std::string_view path, std::string_view other)
{
    return path.empty() || other.empty() || behind(path, other) || behind(other, path);
}

/// The part of an issue's path after "providers[0]".
std::string pathInEntry(const std::string& path)
{
    const auto end = path.find(']');
    const std::string rest = end == std::string::npos ? std::string() : path.substr(end + 1);
    return rest.starts_with('.') ? rest.substr(1) : rest;
}

class Repair {
public:
    Repair(const Settings& settings, const std::function<bool(const EntryName&)>& mayChange)
        : m_given(settings)
        , m_tree(settingsShape().write(settings))
        , m_mayChange(mayChange)
    {
    }

    Result<Repaired> run();

private:
    std::vector<Issue> check();
    Result<void> takeOut(const std::vector<Issue>& issues);
    bool remember(const Issue& issue, const TreeSteps& steps);
    template <class Entry>
    void noteForm(Kind kind, std::string Entry::*name, const std::vector<Entry>& given, std::vector<Entry>& list);

    const Settings& m_given;
    Json m_tree;
    const std::function<bool(const EntryName&)>& m_mayChange;
    Settings m_settings;
    std::vector<Removal> m_removals;
};

std::vector<Issue> Repair::check()
{
    std::vector<Issue> list;
    Issues issues(list);
    m_settings = Settings();
    settingsShape().read(m_tree, m_settings, Place(issues));
    checkSettings(m_settings, issues);
    std::erase_if(list, [](const Issue& issue) { return issue.level != Issue::Level::Error; });
    return list;
}

/// Returns whether the entry may be changed. Issues that only follow from earlier ones are not listed again.
bool Repair::remember(const Issue& issue, const TreeSteps& steps)
{
    const List& list = listOf(m_tree, steps);
    const EntryName entry{list.kind, nameOf(entryOf(m_tree, steps), list)};
    if (!m_mayChange(entry))
        return false;
    const std::string path = pathInEntry(issue.path);
    const bool isWhole = steps.size() == 2;
    for (Removal& known : m_removals)
        if (known.entry == entry && isInside(known.path, path)) {
            known.isWhole = known.isWhole || isWhole;
            return true;
        }
    m_removals.push_back({entry, path, toText(issue.message), isWhole});
    return true;
}

Result<void> Repair::takeOut(const std::vector<Issue>& issues)
{
    std::set<TreeSteps, std::greater<>> all; // later and inner ones first, so that the others keep their positions
    for (const Issue& issue : issues) {
        const TreeSteps steps = follow(m_tree, issue.path).steps;
        if (issue.path.empty() && !all.empty())
            continue; // beyond the listed ones: found in the next round
        const bool isEntry = steps.size() >= 2
            && std::any_of(kLists.begin(), kLists.end(),
                [&](const List& list) { return issue.path.starts_with(std::string(list.key) + '['); });
        if (!isEntry || !remember(issue, steps))
            return failure(ErrorKind::ConfigInvalid, issueSentence(issue));
        all.insert(steps);
    }
    for (const TreeSteps& steps : all)
        entryOf(m_tree, steps)["enabled"] = false;
    for (const TreeSteps& steps : all)
        remove(m_tree, steps);
    return {};
}

/// Reports what a JSON object cannot represent: two values with the same name.
template <class Entry>
void Repair::noteForm(Kind kind, std::string Entry::*name, const std::vector<Entry>& given, std::vector<Entry>& list)
{
    for (Entry& entry : list) {
        const EntryName called{kind, entry.*name};
        const bool isKnown = std::any_of(
            m_removals.begin(), m_removals.end(), [&](const Removal& each) { return each.entry == called; });
        if (isKnown || std::find(given.begin(), given.end(), entry) != given.end() || !m_mayChange(called))
            continue;
        entry.enabled = false;
        m_removals.push_back({called, {}, "has two values of one name, of which the last one is taken", false});
    }
}

Result<Repaired> Repair::run()
{
    for (int round = 0; round < kMostRounds; ++round) {
        const auto issues = check();
        if (issues.empty()) {
            noteForm(Kind::Provider, &ProviderSettings::id, m_given.providers, m_settings.providers);
            noteForm(Kind::Route, &RouteSettings::id, m_given.routes, m_settings.routes);
            noteForm(Kind::Consumer, &ConsumerSettings::name, m_given.consumers, m_settings.consumers);
            return Repaired{std::move(m_settings), std::move(m_removals)};
        }
        if (const auto taken = takeOut(issues); !taken)
            return failure(taken.error());
    }
    return failure(ErrorKind::ConfigInvalid, {QT_TRANSLATE_NOOP("Error", "it contains too many invalid entries")});
}

} // namespace

std::string_view toText(EntryName::Kind kind)
{
    constexpr std::array<std::string_view, 3> kWords{"provider", "route", "consumer"};
    return kWords[static_cast<std::size_t>(kind)];
}

Result<Repaired> repaired(const Settings& settings, const std::function<bool(const EntryName&)>& mayChange)
{
    return Repair(settings, mayChange).run();
}

} // namespace gateway::config
