#include "change_words.h"

#include "field_words.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace ui::fields {

using gateway::config::ChangedPart;
using Kind = ChangedPart::Kind;

namespace {

/// How a list of the configuration is called, and what can happen to its entries: one of them, then several.
struct List {
    std::string_view path;
    const char* order;
    const char* added;
    const char* removed;
    const char* restored;
    const char* changed; ///< of an entry as a whole
    const char* field;   ///< of an entry: its name, then what people call the field
    const char* severalAdded;
    const char* severalRemoved;
    const char* severalRestored;
    const char* severalChanged;
    const char* severalField;
};

constexpr std::array kLists{
    List{"providers",
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the providers changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "provider “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "provider “%1” removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "provider “%1” restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "provider “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of provider “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "providers %1 added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "providers %1 removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "providers %1 restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "providers %1 changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of providers %1 changed")},
    List{"routes",
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the routes changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "route “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "route “%1” removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "route “%1” restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "route “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of route “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "routes %1 added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "routes %1 removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "routes %1 restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "routes %1 changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of routes %1 changed")},
    List{"consumers",
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the consumers changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumer “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumer “%1” removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumer “%1” restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumer “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of consumer “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumers %1 added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumers %1 removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumers %1 restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "consumers %1 changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of consumers %1 changed")},
    List{"policies.limits",
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the limits changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limit “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limit “%1” removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limit “%1” restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limit “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of limit “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limits %1 added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limits %1 removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limits %1 restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "limits %1 changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of limits %1 changed")},
    List{"failures.rules",
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "order of the failure rules changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rule “%1” added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rule “%1” removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rule “%1” restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rule “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of failure rule “%1” changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rules %1 added"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rules %1 removed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rules %1 restored"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure rules %1 changed"),
        QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "“%2” of failure rules %1 changed")},
};

/// Fields without a row in a form.
struct Whole {
    std::string_view path;
    const char* words;
};

constexpr std::array kWholes{
    Whole{"version", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "format version changed")},
    Whole{"providers", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all providers changed")},
    Whole{"routes", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all routes changed")},
    Whole{"consumers", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all consumers changed")},
    Whole{"listen.tls", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "certificate changed")},
    Whole{"usage.budgets", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "budgets changed")},
    Whole{"usage.prices", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "your prices changed")},
    Whole{"usage.refresh", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "refresh of prices and exchange rate changed")},
    Whole{"failures.rules", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "all failure rules changed")},
    Whole{"failures.classes", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "failure classes changed")},
    Whole{"export.metrics", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "settings of metrics changed")},
    Whole{"export.otlp", QT_TRANSLATE_NOOP("ui::fields::ChangeWords", "settings of traces and metrics (OTLP) changed")},
};

constexpr std::string_view kOpen = "[\"";
constexpr std::string_view kClose = "\"]";

/// Removes the first step of a path, `.deepseek` or `["gpt-4.1"]`, and returns its name.
std::string takeStep(std::string_view& path)
{
    if (path.starts_with(kOpen)) {
        const std::size_t end = std::min(path.find(kClose, kOpen.size()), path.size());
        std::string name(path.substr(kOpen.size(), end - kOpen.size()));
        path.remove_prefix(std::min(end + kClose.size(), path.size()));
        return name;
    }
    if (path.starts_with('.')) path.remove_prefix(1);
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    std::string name(path.substr(0, end));
    path.remove_prefix(end);
    return name;
}

QString textOf(std::string_view text);

/// Display name of the field; for an entry, with the entry's name, such as "Keys: main".
QString fieldName(std::string_view path)
{
    QString name = FieldWords::name(path);
    const bool isQuoted = path.ends_with(kClose);
    const std::size_t step = isQuoted ? path.rfind(kOpen) : path.rfind('.');
    if (name != textOf(path) || step == std::string_view::npos) return name;
    const QString within = FieldWords::name(path.substr(0, step));
    std::string_view last = path.substr(step);
    return within == textOf(path.substr(0, step)) ? name : ChangeWords::tr("%1: %2", "a field, and the name of an entry of it").arg(within, textOf(takeStep(last)));
}

/// Whether a change of the list itself is one of its order.
bool isList(std::string_view path) { return std::ranges::find(kLists, path, &List::path) != kLists.end(); }

QString textOf(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// A part of the description; those that differ only in the entry are one.
struct Part {
    const List* list = nullptr; ///< null: not about entries of a list
    Kind kind = Kind::Changed;
    QString text;             ///< the changed field, empty for the whole entry; without a list, the whole part
    QStringList entries = {}; ///< by name
    std::size_t count = 1;    ///< changed parts of the configuration

    bool isSameBut(const Part& other) const { return list && list == other.list && kind == other.kind && text == other.text; }
};

QString fieldChanged(std::string_view path) { return ChangeWords::tr("“%1” changed", "a field").arg(FieldWords::name(path)); }

Part described(const ChangedPart& part, const ChangeWords::NameOf& nameOf)
{
    const std::string_view path = part.path;
    const auto whole = std::ranges::find(kWholes, path, &Whole::path);
    if (whole != kWholes.end() && !(part.kind == Kind::Changed && isList(path))) return {.text = ChangeWords::tr(whole->words)};
    for (const List& list : kLists) {
        if (!path.starts_with(list.path)) continue;
        std::string_view rest = path.substr(list.path.size());
        if (rest.empty()) return {.text = part.kind == Kind::Changed ? ChangeWords::tr(list.order) : fieldChanged(path)};
        if (rest.front() != '.' && rest.front() != '[') continue;
        const std::string step = takeStep(rest);
        const std::string& id = part.entry.empty() ? step : part.entry;
        const QString entry = nameOf ? nameOf(list.path, id) : textOf(id);
        if (!rest.empty()) return {&list, Kind::Changed, fieldName(std::string(list.path) + "[]" + std::string(rest)), {entry}};
        return {&list, part.kind, {}, {entry}};
    }
    return {.text = path.empty() ? ChangeWords::tr("the whole file changed") : fieldChanged(path)};
}

const char* patternFor(const Part& part, ChangeWords::Step step)
{
    const List& list = *part.list;
    const bool isOne = part.entries.size() == 1;
    const bool isUndone = step == ChangeWords::Step::Undone;
    if (part.kind == Kind::Changed && !part.text.isEmpty()) return isOne ? list.field : list.severalField;
    if (part.kind == Kind::Changed) return isOne ? list.changed : list.severalChanged;
    if ((part.kind == Kind::Added) == isUndone) return isOne ? list.removed : list.severalRemoved;
    if (isUndone) return isOne ? list.restored : list.severalRestored;
    return isOne ? list.added : list.severalAdded;
}

QString text(const Part& part, std::size_t most, ChangeWords::Step step)
{
    if (!part.list) return part.text;
    const QString pattern = ChangeWords::tr(patternFor(part, step));
    const bool hasField = part.kind == Kind::Changed && !part.text.isEmpty();
    if (part.entries.size() == 1) return hasField ? pattern.arg(part.entries.front(), part.text) : pattern.arg(part.entries.front());
    const qsizetype shown = std::min(part.entries.size(), static_cast<qsizetype>(most));
    QString names;
    for (const QString& entry : part.entries.first(shown)) {
        const QString quoted = ChangeWords::tr("“%1”", "a name in a list").arg(entry);
        names = names.isEmpty() ? quoted : ChangeWords::tr("%1, %2", "names in quotation marks").arg(names, quoted);
    }
    if (shown < part.entries.size()) names = ChangeWords::tr("%1 and %Ln more", "names", static_cast<int>(part.entries.size() - shown)).arg(names);
    return hasField ? pattern.arg(names, part.text) : pattern.arg(names);
}

} // namespace

QString ChangeWords::of(std::vector<ChangedPart> parts, std::size_t most, Step step, const NameOf& nameOf)
{
    // A field that is written for editors is only reported if nothing else has changed.
    const auto isForEditors = [](const ChangedPart& part) { return part.path == "$schema"; };
    if (!std::all_of(parts.begin(), parts.end(), isForEditors)) std::erase_if(parts, isForEditors);
    std::vector<Part> all;
    for (const ChangedPart& one : parts) {
        const Part part = described(one, nameOf);
        const auto same = std::ranges::find_if(all, [&](const Part& other) { return part.isSameBut(other); });
        if (same == all.end()) {
            all.push_back(part);
            continue;
        }
        if (!same->entries.contains(part.entries.front())) same->entries += part.entries;
        ++same->count;
    }
    QStringList words;
    std::size_t others = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i < most) words << text(all[i], most, step);
        else others += all[i].count;
    }
    const QString list = words.join(tr(", ", "between the parts of a list"));
    return others > 0 ? tr("%1 and %Ln more", "changed parts", static_cast<int>(others)).arg(list) : list;
}

QString ChangeWords::sentence(std::vector<ChangedPart> parts, std::size_t most, Step step, const NameOf& nameOf)
{
    QString words = of(std::move(parts), most, step, nameOf);
    switch (step) {
    case Step::Undone: return tr("Undone: %1.", "what is different now").arg(words);
    case Step::Redone: return tr("Redone: %1.", "what is different now").arg(words);
    case Step::Done: break;
    }
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    return tr("%1.", "a sentence: what was changed").arg(words);
}

bool ChangeWords::hasRemoval(const std::vector<ChangedPart>& parts)
{
    return std::ranges::any_of(parts, [](const ChangedPart& part) {
        const Part one = described(part, {});
        return one.list && one.kind == Kind::Removed;
    });
}

} // namespace ui::fields
