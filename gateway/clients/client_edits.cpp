#include "client_edits.h"

#include "base_address.h"
#include "line_merge.h"

#include "gateway/clients/formats/text_places.h"
#include "gateway/secrets/consumer_key.h"

#include <algorithm>

namespace gateway::clients {

namespace {

std::string textAt(const Json& tree, const Path& path)
{
    const Json* const value = find(tree, path);
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

bool isLeftOut(const ClientField& field, const Placeholders& values) { return field.isWithModel && values.model.empty(); }

/// Whether a set-up would write the value `there`, apart from the name used for this machine.
bool isAsFilled(const Json& there, const ClientField& field, const Placeholders& values)
{
    const auto spellings = spellingsOf(values.base);
    return std::any_of(spellings.begin(), spellings.end(), [&](const std::string& base) { return there == filledIn(field.value, {base, values.key, values.model}); });
}

bool isBelow(const Path& path, const Path& whole)
{
    return path.size() >= whole.size() && std::equal(whole.begin(), whole.end(), path.begin());
}

bool leadsHere(const Json& value, const Written& written) { return leadsTo(value, written.values.base) || leadsTo(value, written.otherBase); }

/// Whether somebody has changed an address below `whole` since.
bool leadsElsewhere(const ClientFile& file, const Json& tree, const Path& whole, const Written& written)
{
    return std::ranges::any_of(file.fields, [&](const ClientField& field) {
        const Path path = filledIn(field.path, written.values);
        const Json* const there = field.isAddress && !isLeftOut(field, written.values) && isBelow(path, whole) ? find(tree, path) : nullptr;
        return there && !leadsHere(*there, written);
    });
}

/// Whether the present value, or its absence, is what a set-up left, or nobody's.
bool isStillOurs(const ClientField& field, const Json* there, const Written& written)
{
    if (field.isRemoved || !there)
        return !there;
    if (field.isKey)
        return there->is_string() && sha256Of(there->get<std::string>()) == written.keySha256;
    return field.isAddress ? leadsHere(*there, written) : *there == filledIn(field.value, written.values);
}

/// Adds the parts of `there`, at `path` within an entry that is entirely ours, that a set-up did not write.
void addForeign(const Json& there, const Path& path, const ClientFile& file, const Written& written, std::vector<std::string>& foreign)
{
    const auto field = std::ranges::find_if(file.fields, [&](const ClientField& each) { return filledIn(each.path, written.values) == path; });
    const bool isOurs = field != file.fields.end() && isStillOurs(*field, &there, written);
    const bool isName = path.size() > 1 && path[path.size() - 2].isItem() && path.back() == Step{path[path.size() - 2].field} && there == Json(*path[path.size() - 2].value);
    if (isOurs || isName)
        return;
    if ((field != file.fields.end() && !field->isRemoved) || !there.is_object()) {
        foreign.push_back(pathText(path));
        return;
    }
    for (const auto& [name, value] : there.items()) {
        Path inner = path;
        inner.push_back({name});
        addForeign(value, inner, file, written, foreign);
    }
}

/// Adds containers that a set-up created and that are empty now, inner ones first.
void addEmptied(const Path& path, const Json& before, std::vector<Path>& emptied)
{
    for (std::size_t count = path.size() - 1; count > 0; --count) {
        const Path outer(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(count));
        if (!outer.back().isItem() && !find(before, outer) && std::find(emptied.begin(), emptied.end(), outer) == emptied.end())
            emptied.push_back(outer);
    }
}

Result<std::string> withoutEmptied(Format format, std::string text, std::vector<Path> emptied)
{
    std::stable_sort(emptied.begin(), emptied.end(), [](const Path& left, const Path& right) { return left.size() > right.size(); });
    for (const Path& path : emptied) {
        const auto tree = parseText(format, text);
        const Json* const value = tree ? find(*tree, path) : nullptr;
        if (!value || !value->is_structured() || !value->empty())
            continue;
        auto made = editText(format, text, {{path, std::nullopt}});
        if (!made)
            return made;
        text = std::move(*made);
    }
    return text;
}

} // namespace

const std::string& keyToCome()
{
    static const std::string key = "sb-" + std::string(44, 'x');
    return key;
}

Path filledIn(const Path& path, const Placeholders& values)
{
    Path made = path;
    for (Step& step : made) {
        step.field = filledText(step.field, values);
        if (step.value)
            step.value = filledText(*step.value, values);
    }
    return made;
}

std::vector<Edit> editsFor(const ClientFile& file, const Json& tree, const Placeholders& values)
{
    std::vector<Edit> edits;
    for (const ClientField& field : file.fields) {
        const Path path = filledIn(field.path, values);
        if (isLeftOut(field, values) || (field.isOnlyIfMissing && find(tree, path)))
            continue;
        edits.push_back({path, field.isRemoved ? std::nullopt : std::optional(filledIn(field.value, values))});
    }
    return edits;
}

std::string keyIn(const ClientFile& file, const Json& tree, const Placeholders& values)
{
    for (const ClientField& field : file.fields)
        if (field.isKey && !isLeftOut(field, values))
            return textAt(tree, filledIn(field.path, values));
    return {};
}

std::string modelIn(const ClientFile& file, const Json& tree)
{
    for (const ClientField& field : file.fields)
        if (field.value == Json("{model}"))
            if (std::string model = textAt(tree, field.path); !model.empty())
                return model;
    return {};
}

bool pointsTo(const ClientFile& file, const Json& tree, const Placeholders& values)
{
    const auto leadsHere = [&](const Path& path) {
        const Json* const there = find(tree, filledIn(path, values));
        return there && leadsTo(*there, values.base);
    };
    return std::ranges::any_of(file.fields, [&](const ClientField& field) { return field.isAddress && !isLeftOut(field, values) && leadsHere(field.path); })
        || std::ranges::any_of(file.own, leadsHere);
}

std::vector<std::string> changedFields(const ClientFile& file, const Json& tree, const SetupRecord& record)
{
    const Placeholders values{record.base, {}, record.model};
    std::vector<std::string> changed;
    for (const ClientField& field : file.fields) {
        if (isLeftOut(field, values) || field.isOnlyIfMissing)
            continue;
        const Path path = filledIn(field.path, values);
        const Json* const there = find(tree, path);
        const bool isAsWritten = field.isRemoved ? !there
            : field.isKey                        ? sha256Of(textAt(tree, path)) == record.keySha256
                                                 : there && isAsFilled(*there, field, values);
        if (!isAsWritten)
            changed.push_back(pathText(path));
    }
    return changed;
}

namespace {

/// `bytes` with the source text that the value at `path` has in `before`; empty: that would change other values.
std::optional<std::string> spelledAsBefore(Format format, const std::string& bytes, const std::string& before, const Path& path)
{
    const auto was = sourcePlace(format, before, path);
    const auto is = sourcePlace(format, bytes, path);
    const auto old = parseText(format, before);
    const auto now = parseText(format, bytes);
    if (!was || !is || !old || !now)
        return std::nullopt;
    std::string spelled = bytes;
    spelled.replace(is->begin, is->end - is->begin, before, was->begin, was->end - was->begin);
    const auto says = parseText(format, spelled);
    const auto wanted = editedTree(*now, {{path, *find(*old, path)}});
    return says && wanted && saysTheSame(format, *says, *wanted) ? std::optional(std::move(spelled)) : std::nullopt;
}

/// Gives the value at `path`, or each value in it, its source text from `before`.
void spellAsBefore(Format format, std::string& bytes, const std::string& before, const Path& path)
{
    if (auto spelled = spelledAsBefore(format, bytes, before, path)) {
        bytes = std::move(*spelled);
        return;
    }
    const auto tree = parseText(format, before);
    const Json* const was = tree ? find(*tree, path) : nullptr;
    if (!was || !was->is_object())
        return;
    for (const auto& [name, value] : was->items()) {
        Path inner = path;
        inner.push_back({name});
        spellAsBefore(format, bytes, before, inner);
    }
}

/// `bytes` with `edits`, where restored values get their source text from `before`.
Result<std::string> editedAsBefore(Format format, std::string bytes, const std::string& before, const std::vector<Edit>& edits)
{
    for (const Edit& edit : edits) {
        if (auto spelled = edit.value ? spelledAsBefore(format, bytes, before, edit.path) : std::nullopt) {
            bytes = std::move(*spelled);
            continue;
        }
        auto made = editText(format, bytes, {edit});
        if (!made)
            return made;
        bytes = std::move(*made);
        if (edit.value)
            spellAsBefore(format, bytes, before, edit.path);
    }
    return bytes;
}

/// The content of a file after `edits`, without the containers that are `emptied`.
Result<Json> treeAfter(const Json& now, const std::vector<Edit>& edits, std::vector<Path> emptied)
{
    std::ranges::stable_sort(emptied, [](const Path& left, const Path& right) { return left.size() > right.size(); });
    auto tree = editedTree(now, edits);
    for (const Path& path : emptied)
        if (const Json* const value = tree ? find(*tree, path) : nullptr; value && value->is_structured() && value->empty())
            tree = editedTree(std::move(*tree), {{path, std::nullopt}});
    return tree;
}

} // namespace

Result<TakenBack> takenBack(const ClientFile& file, const std::string& bytes, const std::optional<std::string>& before, const Written& written)
{
    const auto old = parseText(file.format, before.value_or(std::string()));
    const auto now = parseText(file.format, bytes);
    if (!old || !now)
        return tl::unexpected(!old ? old.error() : now.error());
    TakenBack made;
    std::vector<Edit> edits;
    std::vector<Path> emptied;
    const auto takeBack = [&](const Path& path) {
        const Json* const was = find(*old, path);
        edits.push_back({path, was ? std::optional(*was) : std::nullopt});
        addEmptied(path, *old, emptied);
    };
    const auto keep = [&](const Path& path) {
        const Json* const is = find(*now, path);
        const Json* const was = find(*old, path);
        const bool isKept = is && !(was && *is == *was);
        if (isKept)
            made.kept.push_back(pathText(path));
        return isKept;
    };
    std::vector<Path> wholes;
    for (const Path& unfilled : file.own) {
        wholes.push_back(filledIn(unfilled, written.values));
        if (leadsElsewhere(file, *now, wholes.back(), written)) {
            if (keep(wholes.back()))
                made.elsewhere.push_back(made.kept.back());
            continue;
        }
        takeBack(wholes.back());
        if (const Json* const there = find(*now, wholes.back()))
            addForeign(*there, wholes.back(), file, written, made.lost);
    }
    for (const ClientField& field : file.fields) {
        const Path path = filledIn(field.path, written.values);
        if (isLeftOut(field, written.values) || std::ranges::any_of(wholes, [&](const Path& whole) { return isBelow(path, whole); }))
            continue;
        if (field.isOnlyIfMissing && find(*old, path))
            continue; // it was not changed
        if (isStillOurs(field, find(*now, path), written))
            takeBack(path);
        else
            keep(path);
    }
    // Line by line, so that the previous content is restored byte for byte; if somebody has changed those lines, value
    // by value.
    const auto wanted = treeAfter(*now, edits, emptied);
    if (auto text = written.text ? withoutChange(before.value_or(std::string()), *written.text, bytes) : std::nullopt) {
        const auto says = parseText(file.format, *text);
        if (says && wanted && saysTheSame(file.format, *says, *wanted)) {
            made.text = std::move(*text);
            return made;
        }
    }
    auto text = editedAsBefore(file.format, bytes, before.value_or(std::string()), edits);
    if (text)
        text = withoutEmptied(file.format, std::move(*text), std::move(emptied));
    if (!text)
        return tl::unexpected(text.error());
    made.text = std::move(*text);
    return made;
}

Result<std::string> ledAway(const ClientFile& file, const std::string& bytes, const Placeholders& values)
{
    const auto now = parseText(file.format, bytes);
    if (!now)
        return tl::unexpected(now.error());
    std::vector<Edit> edits;
    std::vector<Path> emptied;
    const auto takeOut = [&](const Path& path) {
        edits.push_back({path, std::nullopt});
        addEmptied(path, Json::object(), emptied);
    };
    std::vector<Path> wholes;
    for (const Path& unfilled : file.own) {
        const Json* const there = find(*now, wholes.emplace_back(filledIn(unfilled, values)));
        if (there && leadsTo(*there, values.base))
            takeOut(wholes.back());
    }
    for (const ClientField& field : file.fields) {
        const Path path = filledIn(field.path, values);
        const Json* const there = find(*now, path);
        if (!there || field.isOnlyIfMissing || isLeftOut(field, values) || std::ranges::any_of(wholes, [&](const Path& whole) { return isBelow(path, whole); }))
            continue;
        const bool leads = field.isKey || field.isRemoved ? there->is_string() && secrets::holdsConsumerKey(there->get<std::string>())
            : field.isAddress                              ? leadsTo(*there, values.base)
            : field.isWithModel                            ? !wholes.empty()
                                                           : *there == filledIn(field.value, values);
        if (leads)
            takeOut(path);
    }
    auto text = editText(file.format, bytes, edits);
    return text ? withoutEmptied(file.format, std::move(*text), std::move(emptied)) : text;
}

namespace {

void addTexts(const Json& value, std::vector<std::string>& texts)
{
    if (value.is_string() && !value.get_ref<const std::string&>().empty())
        texts.push_back(value.get<std::string>());
    for (const Json& each : value.is_structured() ? value : Json::array())
        addTexts(each, texts);
}

} // namespace

std::vector<std::string> secretsIn(const ClientFile& file, const Json& tree, const Placeholders& values)
{
    std::vector<std::string> secrets;
    for (const ClientField& field : file.fields)
        if ((field.isKey || (field.isRemoved && !field.isPlain)) && !isLeftOut(field, values))
            if (const Json* const there = find(tree, filledIn(field.path, values)))
                addTexts(*there, secrets); // headers may contain one, too
    return secrets;
}

} // namespace gateway::clients
