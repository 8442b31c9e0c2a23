#include "client_conflicts.h"

#include "asked_models.h"
#include "client_edits.h"
#include "client_files.h"
#include "shell_settings.h"
#include "shell_variables.h"

#include "gateway/clients/formats/text_places.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/http/proxy/proxy_rules.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string_view>
#include <utility>

namespace gateway::clients {

namespace {

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool doesCount(Counts counts, const std::string& value)
{
    if (counts == Counts::NotEmpty)
        return !value.empty();
    static constexpr std::array<std::string_view, 4> kTrue{"1", "true", "yes", "on"};
    return value.find('$') != std::string::npos || std::ranges::find(kTrue, lower(value)) != kTrue.end();
}

std::string textOf(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_null() ? std::string() : toText(value);
}

/// The place of `path` in a file: with its line, if that is known.
Sentence placeIn(const Sentence& shown, Format format, const std::string& bytes, const Path& path)
{
    for (const TextPlace& place : textPlaces(format, bytes))
        if (std::ranges::equal(place.names, path, [](const std::string& name, const Step& step) { return !step.isItem() && name == step.field; }))
            return lineIn(shown, 1 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(place.begin), '\n')));
    return shown;
}

/// The rest of `text` after `begins`, in any TOML spelling; empty: it does not begin with it.
std::optional<std::string> valueAfter(std::string text, const std::string& begins)
{
    if (const std::size_t equals = text.find('='); begins.ends_with('=') && equals != std::string::npos)
        std::erase_if(text, [](char c) { return c == ' ' || c == '"' || c == '\''; });
    if (!text.starts_with(begins))
        return std::nullopt;
    return text.substr(begins.size());
}

/// The value of the argument at `at`, if it is one of the flag's; empty: another argument. For a flag without `=`, the
/// value is the next argument.
std::optional<std::string> valueOf(const ProviderFlag& flag, const std::vector<std::string>& arguments, std::size_t at)
{
    const std::string& argument = arguments[at];
    for (const std::string& name : flag.names) {
        if (argument == name)
            return valueAfter(at + 1 < arguments.size() ? arguments[at + 1] : std::string(), flag.begins);
        if (argument.starts_with(name + '='))
            return valueAfter(argument.substr(name.size() + 1), flag.begins);
        const bool isGlued = name.size() == 2 && !flag.begins.empty() && argument.starts_with(name);
        if (isGlued)
            return valueAfter(argument.substr(name.size()), flag.begins);
    }
    return std::nullopt;
}

bool isMatch(const std::string& value, const std::string& pattern)
{
    return pattern.ends_with('*') ? value.starts_with(pattern.substr(0, pattern.size() - 1)) : value == pattern;
}

class Finder {
public:
    Finder(const Surroundings& surroundings, const ClientEntry& entry, const Placeholders& values)
        : m_surroundings(surroundings), m_entry(entry), m_values(values), m_shells(surroundings, entry.programs)
    {
    }

    LookedAround find(const std::vector<const ClientFile*>& files)
    {
        for (const OverridingVariable& variable : m_entry.overriddenBy)
            for (const SetVariable& setting : isSaidInFile(variable.name, files) ? std::vector<SetVariable>() : settingsOf(variable.name))
                add(variable, setting.value, setting.where);
        if (m_entry.obeysProxies)
            lookAtProxies(files);
        for (const SetCall& call : m_shells.calls())
            lookAtCall(call, files);
        for (const ClientFile* const file : files) {
            lookAtOwn(*file);
            noteTree(*file);
            lookAtFolders(*file);
            for (const RivalFile& rival : file->rivals)
                lookAt(*file, rival);
            const QString path = pathOf(m_surroundings, *file);
            for (const QString& copy : copiesOf(m_surroundings, *file, path))
                add({Conflict::Kind::Copy, {}, shownPath(m_surroundings, copy), true});
        }
        return {std::move(m_found), AskedModels(m_entry, m_values, std::move(m_trees), [this](const std::string& name) { return settingsOf(name); }).take()};
    }

private:
    /// In this process, and in shell files.
    std::vector<SetVariable> settingsOf(const std::string& name) const
    {
        std::vector<SetVariable> all;
        if (const auto here = m_surroundings.environment.find(name); here != m_surroundings.environment.end())
            all.push_back({here->second, ownEnvironment()});
        std::ranges::move(m_shells.of(name), std::back_inserter(all));
        return all;
    }

    void add(Conflict conflict)
    {
        if (std::ranges::find(m_found, conflict) == m_found.end())
            m_found.push_back(std::move(conflict));
    }

    void add(const OverridingVariable& variable, const std::string& value, const Sentence& where)
    {
        const bool isHarmless = std::ranges::any_of(variable.unless, [&](const std::string& pattern) { return isMatch(value, pattern); });
        if (isHarmless || !doesCount(variable.counts, value))
            return;
        add({kindOf(variable.effect), variable.name, where, variable.effect == Effect::Partly});
    }

    /// Whether a file of the client sets the variable, whatever its value is where the client is started.
    bool isSaidInFile(const std::string& name, const std::vector<const ClientFile*>& files) const
    {
        return std::ranges::any_of(files, [&](const ClientFile* file) {
            const auto tree = file->environmentWins ? treeOf(*file) : std::nullopt;
            Path place = tree ? *file->environment : Path();
            place.push_back({name});
            const bool goes = std::ranges::any_of(file->fields, [&](const ClientField& field) { return field.isRemoved && field.path == place; });
            return tree && !goes && clients::find(*tree, place);
        });
    }

    std::optional<Json> treeOf(const ClientFile& file) const
    {
        const auto bytes = readClientFile(pathOf(m_surroundings, file));
        auto tree = bytes && *bytes ? parseText(file.format, **bytes) : Result<Json>(Json::object());
        return tree ? std::optional(std::move(*tree)) : std::nullopt;
    }

    /// Variables in the environment, in shell files and in the client's own files.
    std::vector<SetVariable> everywhere(const std::string& name, const std::vector<const ClientFile*>& files) const
    {
        std::vector<SetVariable> all = settingsOf(name);
        for (const ClientFile* const file : files) {
            const auto tree = file->environment ? treeOf(*file) : std::nullopt;
            Path place = file->environment.value_or(Path());
            place.push_back({name});
            if (const Json* const said = tree ? clients::find(*tree, place) : nullptr)
                all.push_back({textOf(*said), shownPath(m_surroundings, pathOf(m_surroundings, *file))});
        }
        return all;
    }

    void lookAtProxies(const std::vector<const ClientFile*>& files)
    {
        const QUrl base(QString::fromStdString(m_values.base));
        const auto isException = [&](const SetVariable& setting) { return http::isExcepted(setting.value, base.host().toStdString(), base.port()); };
        for (const char* const name : http::ProxyRules::kExceptionNames)
            if (std::ranges::any_of(everywhere(name, files), isException))
                return;
        for (const std::string name : http::ProxyRules::kNames)
            for (const SetVariable& setting : everywhere(name, files))
                if (!setting.value.empty())
                    add({Conflict::Kind::Proxy, name, setting.where, name.starts_with("https") || name.starts_with("HTTPS")}); // for addresses with that scheme, in most
                                                                                                                               // clients
    }

    static Conflict::Kind kindOf(Effect effect)
    {
        return effect == Effect::Diverts ? Conflict::Kind::Diversion : effect == Effect::Elsewhere ? Conflict::Kind::Elsewhere : Conflict::Kind::Variable;
    }

    /// An alias or function that runs the client with its own flags.
    void lookAtCall(const SetCall& call, const std::vector<const ClientFile*>& files)
    {
        for (std::size_t at = 0; at < call.arguments.size(); ++at)
            for (const ProviderFlag& flag : m_entry.flags)
                if (const auto value = valueOf(flag, call.arguments, at))
                    lookAtFlag(flag, *value, call, at, files);
    }

    void lookAtFlag(const ProviderFlag& flag, const std::string& value, const SetCall& call, std::size_t at, const std::vector<const ClientFile*>& files)
    {
        const bool isHarmless = std::ranges::any_of(flag.unless, [&](const std::string& pattern) { return isMatch(value, pattern); });
        if (isHarmless)
            return;
        // A value is shown only if it cannot be a secret.
        const std::string& argument = call.arguments[at];
        const std::string name = argument.substr(0, flag.begins.empty() ? argument.find('=') : 2);
        const std::string shown = flag.begins.empty() ? name : (argument.starts_with("--") ? argument.substr(0, argument.find('=')) : name) + ' ' + flag.begins + value;
        if (flag.settings)
            return lookAtSettings(flag, value, call.where, files);
        if (!flag.then.empty() && !hasThen(flag, value, files))
            return;
        add({kindOf(flag.effect), shown, call.where, flag.effect == Effect::Partly});
    }

    /// Whether a file of the client has another value than a set-up would write, at the path selected by the flag.
    bool hasThen(const ProviderFlag& flag, const std::string& value, const std::vector<const ClientFile*>& files) const
    {
        return std::ranges::any_of(files, [&](const ClientFile* file) {
            const auto bytes = readClientFile(pathOf(m_surroundings, *file));
            const auto tree = bytes && *bytes ? parseText(file->format, **bytes) : Result<Json>(Json());
            const Json* const said = tree ? clients::find(*tree, withValue(flag.then, value)) : nullptr;
            return said && std::ranges::none_of(flag.unless, [&](const std::string& pattern) { return isMatch(textOf(*said), pattern); });
        });
    }

    static Path withValue(Path path, const std::string& value)
    {
        for (Step& step : path)
            if (step.field == "{value}")
                step.field = value;
        return path;
    }

    /// Settings in an argument: as text, or in a file that it names.
    void lookAtSettings(const ProviderFlag& flag, const std::string& value, const Sentence& where, const std::vector<const ClientFile*>& files)
    {
        RivalFile rival;
        rival.format = *flag.settings;
        for (const ClientFile* const file : files) {
            if (!flag.file.empty()) {
                QString name = QString::fromStdString(flag.file);
                lookAt(*file, rival, QFileInfo(pathOf(m_surroundings, *file)).path() + QLatin1Char('/') + name.replace(QLatin1String("{value}"), QString::fromStdString(value)));
            } else if (!value.starts_with('{')) {
                lookAt(*file, rival, expandedPath(m_surroundings, value));
            } else if (const auto tree = parseText(rival.format, value); tree && tree->is_object()) {
                lookAtTree(*file, rival.format, *tree, {}, where);
            }
        }
    }

    /// Variables that a file sets for the client, except those that a set-up writes or removes.
    void lookAtEnvironment(const ClientFile& file, Format format, const Json& tree, const std::string& bytes, const Sentence& shown)
    {
        const auto environment = format == Format::Dotenv ? std::optional<Path>(Path()) : file.environment;
        for (const OverridingVariable& variable : environment ? m_entry.overriddenBy : std::vector<OverridingVariable>()) {
            Path place = *environment;
            place.push_back({variable.name});
            const Json* const said = clients::find(tree, place);
            const bool isOurs = std::ranges::any_of(file.fields, [&](const ClientField& field) { return field.path == place; });
            if (said && !isOurs)
                add(variable, textOf(*said), placeIn(shown, format, bytes, place));
        }
    }

    static bool has(const Json& value, const std::string& wanted)
    {
        return value.is_array() ? std::ranges::find(value, Json(wanted)) != value.end() : textOf(value) == wanted;
    }

    void lookAtFields(const ClientFile& file, Format format, const Json& tree, const std::string& bytes, const Sentence& shown)
    {
        for (const FieldInTheWay& field : file.inTheWay) {
            const Json* const said = clients::find(tree, field.path);
            if (!said || textOf(*said).empty() || (!field.ifHas.empty() && !has(*said, field.ifHas)) || (!field.unlessHas.empty() && has(*said, field.unlessHas)))
                continue;
            Path where = field.path;
            if (!field.then.empty()) {
                where = withValue(field.then, textOf(*said));
                const Json* const then = clients::find(tree, where);
                if (!then || (!field.unlessHas.empty() && has(*then, field.unlessHas)))
                    continue;
            }
            add({field.isProxy ? Conflict::Kind::Proxy : Conflict::Kind::Field, pathText(where), placeIn(shown, format, bytes, where), field.isPartly});
        }
    }

    void lookAtOwn(const ClientFile& file)
    {
        const QString path = pathOf(m_surroundings, file);
        const auto bytes = readClientFile(path);
        if (!bytes || !*bytes)
            return;
        const auto tree = parseText(file.format, **bytes);
        if (!tree)
            return;
        lookAtEnvironment(file, file.format, *tree, **bytes, shownPath(m_surroundings, path));
        lookAtFields(file, file.format, *tree, **bytes, shownPath(m_surroundings, path));
    }

    /// Adds the content of the file after the set-up.
    void noteTree(const ClientFile& file)
    {
        const auto tree = treeOf(file);
        const auto after = tree ? editedTree(*tree, editsFor(file, *tree, m_values)) : Result<Json>(Json());
        if (tree && after)
            m_trees.push_back({*after, file.environment, file.environmentWins, shownPath(m_surroundings, pathOf(m_surroundings, file)), false, modelPathsOf(file)});
    }

    /// The paths where a set-up writes a model name.
    std::vector<Path> modelPathsOf(const ClientFile& file) const
    {
        std::vector<Path> paths;
        for (const ClientField& field : file.fields)
            if (field.isWithModel && !m_values.model.empty())
                paths.push_back(filledIn(field.path, m_values));
        return paths;
    }

    /// A shell file moves the client's files to another place, which is unknown here.
    void lookAtFolders(const ClientFile& file)
    {
        const QString path = pathOf(m_surroundings, file);
        for (const auto& [name, isFolder] : {std::pair{file.folderVariable, true}, std::pair{file.fileVariable, false}})
            for (const SetVariable& setting : name.empty() ? std::vector<SetVariable>() : m_shells.of(name)) {
                const QString there = expandedPath(m_surroundings, setting.value);
                const bool isSame = there == (isFolder ? QFileInfo(path).path() : path);
                if (!setting.value.empty() && !isSame)
                    add({Conflict::Kind::Elsewhere, name, setting.where});
            }
        lookAtConfigHome(file);
    }

    /// On Linux a shell may use another place for ".config". Source: XDG Base Directory Specification 0.8.
    void lookAtConfigHome(const ClientFile& file)
    {
        const auto places = file.places.find(m_surroundings.system);
        const bool isThere = places != file.places.end() && !places->second.empty() && places->second.front().starts_with(".config/");
        const QString here = QFileInfo(placeOf(m_surroundings, ".config/x")).path();
        if (!isThere || m_surroundings.system != System::Linux)
            return;
        for (const SetVariable& setting : m_shells.of("XDG_CONFIG_HOME"))
            if (!setting.value.empty() && expandedPath(m_surroundings, setting.value) != here)
                add({Conflict::Kind::Elsewhere, "XDG_CONFIG_HOME", setting.where});
    }

    /// The paths of `place`: several, if it is relative to the folder in which the client is used and its parents.
    QStringList pathsOf(const std::string& place) const
    {
        if (!place.starts_with("./"))
            return {placeOf(m_surroundings, place)};
        QStringList paths;
        for (const QString& folder : projectFolders(m_surroundings))
            paths << folder + QLatin1Char('/') + QString::fromStdString(place.substr(2));
        return paths;
    }

    /// The file at `text`, or the named files in that folder.
    QStringList namedBy(const RivalFile& rival, const std::string& text) const
    {
        if (text.empty())
            return {};
        const QString path = expandedPath(m_surroundings, text);
        QStringList paths;
        for (const std::string& name : rival.names)
            paths << path + QLatin1Char('/') + QString::fromStdString(name);
        return rival.names.empty() ? QStringList(path) : paths;
    }

    void lookAt(const ClientFile& file, const RivalFile& rival)
    {
        QStringList paths;
        if (const auto places = rival.places.find(m_surroundings.system); places != rival.places.end())
            for (const std::string& place : places->second)
                paths << pathsOf(place);
        for (const SetVariable& setting : rival.variable.empty() ? std::vector<SetVariable>() : settingsOf(rival.variable))
            paths << namedBy(rival, setting.value);
        if (const auto tree = rival.field.empty() ? std::nullopt : treeOf(file))
            if (const Json* const said = clients::find(*tree, rival.field))
                paths << namedBy(rival, textOf(*said));
        for (const QString& path : paths)
            if (path != pathOf(m_surroundings, file) && QFileInfo(path).isFile())
                lookAt(file, rival, path);
    }

    void lookAt(const ClientFile& file, const RivalFile& rival, const QString& path)
    {
        const std::string shown = shownPath(m_surroundings, path);
        if (rival.isWhole)
            return add({Conflict::Kind::WholeFile, {}, shown});
        const auto bytes = readClientFile(path);
        for (const RivalCommand& command : bytes && *bytes ? rival.commands : std::vector<RivalCommand>())
            lookAtCommand(command, **bytes, shown);
        if (!rival.commands.empty())
            return;
        auto tree = bytes && *bytes ? parseText(rival.format, **bytes) : Result<Json>(Json());
        if (!tree || !tree->is_object())
            return;
        if (!rival.environments.empty() || !rival.only.empty())
            tree = countingPart(file, rival, *tree);
        if (rival.isWeaker)
            return lookAtWeaker(file, rival.format, *tree, **bytes, shown);
        m_trees.push_back({*tree, rival.format == Format::Dotenv ? std::optional<Path>(Path()) : file.environment, false, shown, true, {}});
        lookAtTree(file, rival.format, *tree, **bytes, shown);
    }

    /// What counts of a rival, with its variables where our file would have them.
    static Json countingPart(const ClientFile& file, const RivalFile& rival, const Json& tree)
    {
        Json part = Json::object();
        for (const Path& path : rival.only)
            if (const Json* const said = clients::find(tree, path))
                put(part, path, *said);
        const auto putVariable = [&](const std::string& name, const Json& value) {
            Path place = file.environment.value_or(Path());
            place.push_back({name});
            put(part, place, value);
        };
        for (const Path& path : rival.environments) {
            const Json* const said = clients::find(tree, path);
            if (said && said->is_object())
                for (const auto& [key, value] : said->items())
                    putVariable(key, value);
            if (said && said->is_array())
                for (const Json& each : *said)
                    if (const std::string name = json::textOf(each, "name"); !name.empty() && each.contains("value"))
                        putVariable(name, each["value"]);
        }
        return part;
    }

    static void put(Json& tree, const Path& path, const Json& value)
    {
        Json* place = &tree;
        for (const Step& step : path) {
            if (!place->is_object())
                *place = Json::object();
            place = &(*place)[step.field];
        }
        *place = value;
    }

    /// Of a file that a shell runs. What is not shown may be a secret.
    void lookAtCommand(const RivalCommand& command, const std::string& bytes, const Sentence& shown)
    {
        std::string name;
        for (const std::string& word : command.words)
            name += (name.empty() ? "" : " ") + word;
        const auto begin = command.words.begin() + 1;
        const auto count = command.words.end() - begin;
        for (const ShellCall& call : shellFile(bytes, {command.words.front()}).calls) {
            const auto& words = call.arguments;
            if (std::ssize(words) < count || !std::equal(begin, command.words.end(), words.begin()))
                continue;
            const auto isHarmless = [&](const std::string& word) {
                return std::any_of(words.begin() + count, words.end(), [&](const std::string& given) { return isMatch(given, filledText(word, m_values)); });
            };
            const bool setsNothing = !command.unless.empty() && std::ssize(words) == count;
            if (!setsNothing && std::ranges::none_of(command.unless, isHarmless))
                add({Conflict::Kind::File, name, lineIn(shown, static_cast<std::size_t>(call.line))});
        }
    }

    /// Values in a file with lower precedence than ours, which count if ours lacks them.
    void lookAtWeaker(const ClientFile& file, Format format, const Json& tree, const std::string& bytes, const Sentence& shown)
    {
        lookAtEnvironment(file, format, tree, bytes, shown);
        lookAtFields(file, format, tree, bytes, shown);
        lookAtRemoved(file, format, tree, bytes, shown);
    }

    /// Conflicts within an entry that is entirely ours: a set-up removes them only from our own file.
    void lookAtRemoved(const ClientFile& file, Format format, const Json& tree, const std::string& bytes, const Sentence& shown)
    {
        for (const ClientField& field : file.fields) {
            const Path place = filledIn(field.path, m_values);
            const bool isWithin = std::ranges::any_of(file.own, [&](const Path& whole) {
                return place.size() > whole.size() && std::equal(whole.begin(), whole.end(), place.begin());
            });
            const Json* const said = field.isRemoved && isWithin ? clients::find(tree, place) : nullptr;
            if (said && *said != Json(false) && !textOf(*said).empty() && !(said->is_structured() && said->empty()))
                add({Conflict::Kind::File, pathText(place), placeIn(shown, format, bytes, place)});
        }
    }

    /// Whether `said` uses the same provider as what a set-up writes, with another model.
    bool isSameProvider(const ClientField& field, const Json& said) const
    {
        if (field.value.is_string()) {
            const std::string text = field.value.get<std::string>();
            const std::string prefix = text.substr(0, text.find("{model}"));
            return !prefix.empty() && textOf(said).starts_with(prefix);
        }
        return field.value.is_object() && said.is_object() && std::ranges::all_of(field.value.items(), [&](const auto& member) {
            return toText(member.value()).find("{model}") != std::string::npos || (said.contains(member.key()) && said[member.key()] == member.value());
        });
    }

    void lookAtTree(const ClientFile& file, Format format, const Json& tree, const std::string& bytes, const Sentence& shown)
    {
        lookAtWeaker(file, format, tree, bytes, shown);
        for (const ClientField& field : file.fields) {
            const Path place = filledIn(field.path, m_values);
            const Json* const said = clients::find(tree, place);
            const bool isSame = !said || textOf(*said).empty() || field.isOnlyIfMissing || *said == filledIn(field.value, m_values);
            if (!isSame && !field.isRemoved)
                add({Conflict::Kind::File, pathText(place), placeIn(shown, format, bytes, place), field.isWithModel && !field.isAddress && !field.isKey && (!field.isMain || isSameProvider(field, *said))});
        }
    }

    const Surroundings& m_surroundings;
    const ClientEntry& m_entry;
    const Placeholders& m_values;
    ShellVariables m_shells;
    std::vector<Conflict> m_found;
    std::vector<SaidTree> m_trees; // the client's files after the set-up, and others that override them
};

} // namespace

LookedAround lookAround(const Surroundings& surroundings, const ClientEntry& entry, const std::vector<const ClientFile*>& files, const Placeholders& values)
{
    return Finder(surroundings, entry, values).find(files);
}

const ClientFile& fileInForce(const Surroundings& surroundings, const ClientFile& file)
{
    if (QFileInfo::exists(pathOf(surroundings, file)))
        return file;
    const auto instead = std::ranges::find_if(file.instead, [&](const ClientFile& other) { return QFileInfo::exists(pathOf(surroundings, other)); });
    return instead == file.instead.end() ? file : *instead;
}

} // namespace gateway::clients
