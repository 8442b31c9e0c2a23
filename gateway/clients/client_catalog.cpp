#include "client_catalog.h"

#include "gateway/core/json/json_fields.h"

#include <QDate>
#include <QFile>
#include <QVersionNumber>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::clients {

namespace {

constexpr std::array kSystems{std::pair{"linux", System::Linux}, std::pair{"macos", System::MacOs}, std::pair{"windows", System::Windows}};
constexpr std::array kFormats{std::pair{"json", Format::Json}, std::pair{"toml", Format::Toml}, std::pair{"yaml", Format::Yaml},
    std::pair{"dotenv", Format::Dotenv}};
constexpr std::array kKinds{std::pair{"file", ClientKind::File}, std::pair{"guided", ClientKind::Guided},
    std::pair{"snippet", ClientKind::Snippet}, std::pair{"cannot", ClientKind::Cannot}};
constexpr std::array kCounts{std::pair{"not_empty", Counts::NotEmpty}, std::pair{"true", Counts::True}};
constexpr std::array kEffects{std::pair{"wins", Effect::Wins}, std::pair{"partly", Effect::Partly}, std::pair{"diverts", Effect::Diverts},
    std::pair{"elsewhere", Effect::Elsewhere}};
constexpr std::array kProtocols{"openai-chat", "openai-responses", "anthropic", "gemini"};

/// Reads the rows and keeps the first error.
class Reader {
public:
    std::string problem;

    ClientEntry entry(const Json& row)
    {
        ClientEntry entry;
        entry.id = text(row, "id", true);
        m_row = entry.id;
        entry.name = text(row, "name", true);
        entry.icon = text(row, "icon", true);
        entry.kind = word(row, "kind", kKinds);
        entry.protocol = text(row, "protocol", true);
        if (std::find(kProtocols.begin(), kProtocols.end(), entry.protocol) == kProtocols.end())
            refuse("protocol", "is none that is known");
        entry.programs = texts(row, "programs");
        entry.traces = places(row, "traces");
        entry.packages = texts(row, "packages");
        for (const Json& rule : list(row, "versions"))
            entry.versions.push_back({version(rule, "from"), version(rule, "below"), json::isTrue(rule, "refuse"), local(rule, "text", true)});
        for (const Json& file : list(row, "files"))
            entry.files.push_back(fileOf(file));
        for (const Json& step : list(row, "steps"))
            entry.steps.push_back({local(step, "text", true), text(step, "copy", false)});
        entry.cannot = local(row, "cannot", entry.kind == ClientKind::Cannot);
        entry.note = local(row, "note", false);
        for (const Json& variable : list(row, "overridden_by"))
            entry.overriddenBy.push_back(variableOf(variable));
        for (const Json& flag : list(row, "flags"))
            entry.flags.push_back(flagOf(flag));
        entry.mainModel = text(row, "main_model", false);
        entry.ownModels = texts(row, "own_models");
        for (const Json& source : list(row, "model_sources"))
            entry.modelSources.push_back(modelSourceOf(source));
        entry.modelAliases = wordsOf(row, "model_aliases");
        entry.obeysProxies = json::isTrue(row, "obeys_proxies");
        entry.userAgents = texts(row, "user_agents");
        entry.consumer = entry.id;
        entry.sources = texts(row, "sources");
        if (const std::string read = text(row, "models_read", false); !read.empty() && !QDate::fromString(QString::fromStdString(read), Qt::ISODate).isValid())
            refuse("models_read", "must be a date such as 2026-11-28");
        for (const auto& [name, value] : row.items())
            if (std::find(kFields.begin(), kFields.end(), name) == kFields.end())
                refuse(name, "is no field of a row");
        finish(entry, row);
        return entry;
    }

private:
    static constexpr std::array<std::string_view, 24> kFields{"id", "name", "icon", "kind", "protocol", "programs", "traces", "packages", "versions", "files",
        "steps", "cannot", "note", "overridden_by", "flags", "user_agents", "needs_model", "main_model", "own_models", "model_sources", "model_aliases", "obeys_proxies", "sources", "models_read"};

    void refuse(const std::string& field, const std::string& what)
    {
        if (problem.empty())
            problem = "clients: " + m_row + ": " + field + ' ' + what;
    }

    void finish(ClientEntry& entry, const Json& row)
    {
        entry.needsModel = json::isTrue(row, "needs_model");
        if (entry.kind == ClientKind::File && entry.files.empty())
            refuse("files", "are missing");
        if (entry.kind != ClientKind::File && !entry.files.empty())
            refuse("files", "are there, but its kind is not \"file\"");
        if ((entry.kind == ClientKind::Guided || entry.kind == ClientKind::Snippet) && entry.steps.empty())
            refuse("steps", "are missing");
        if (!entry.versions.empty() && entry.programs.empty())
            refuse("versions", "are there, but no program that could tell its own");
        if (entry.sources.empty())
            refuse("sources", "are missing");
    }

    std::string text(const Json& row, const char* name, bool isNeeded)
    {
        const std::string& found = json::textOf(row, name);
        if (found.empty() && (isNeeded || json::findField(row, name)))
            refuse(name, "must be a text");
        return found;
    }

    const Json& list(const Json& row, const char* name)
    {
        if (json::findField(row, name) && !json::findList(row, name))
            refuse(name, "must be a list");
        return json::listOf(row, name);
    }

    std::vector<std::string> texts(const Json& row, const char* name)
    {
        std::vector<std::string> all;
        for (const Json& each : list(row, name)) {
            if (each.is_string())
                all.push_back(each.get<std::string>());
            else
                refuse(name, "must hold texts");
        }
        return all;
    }

    template <class Word, std::size_t count>
    Word word(const Json& row, const char* name, const std::array<std::pair<const char*, Word>, count>& words)
    {
        const std::string wanted = text(row, name, true);
        const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return wanted == each.first; });
        if (found == words.end())
            refuse(name, "is no word that is known");
        return (found == words.end() ? words.begin() : found)->second;
    }

    /// A list for all systems, or one for each.
    std::map<System, std::vector<std::string>> places(const Json& row, const char* name)
    {
        std::map<System, std::vector<std::string>> all;
        const Json* const found = json::findField(row, name);
        if (!found)
            return all;
        for (const auto& [word, system] : kSystems)
            all[system] = found->is_array() ? texts(row, name) : texts(*found, word);
        return all;
    }

    LocalText local(const Json& row, const char* name, bool isNeeded)
    {
        const Json* const found = json::findField(row, name);
        if (!found) {
            if (isNeeded)
                refuse(name, "is missing");
            return {};
        }
        return {text(*found, "en", true), text(*found, "zh_CN", true)};
    }

    std::string version(const Json& row, const char* name)
    {
        std::string wanted = text(row, name, false);
        qsizetype end = 0;
        const auto number = QVersionNumber::fromString(QString::fromStdString(wanted), &end);
        if (!wanted.empty() && (number.isNull() || end != static_cast<qsizetype>(wanted.size())))
            refuse(name, "must be a version such as 1.122");
        return wanted;
    }

    Path pathOf(const Json& steps, const char* name)
    {
        Path path;
        if (!steps.is_array() || steps.empty())
            refuse(name, "must be a list of steps");
        for (const Json& step : steps) {
            if (step.is_string())
                path.push_back({step.get<std::string>()});
            else if (step.is_object() && step.size() == 1 && step.front().is_string())
                path.push_back({step.begin().key(), step.front().get<std::string>()});
            else
                refuse(name, "has a step that is neither a name nor {\"field\": \"value\"}");
        }
        return path;
    }

    OverridingVariable variableOf(const Json& row)
    {
        if (row.is_string())
            return {row.get<std::string>()};
        OverridingVariable variable{text(row, "variable", true)};
        if (json::findField(row, "counts"))
            variable.counts = word(row, "counts", kCounts);
        if (json::findField(row, "effect"))
            variable.effect = word(row, "effect", kEffects);
        variable.unless = texts(row, "unless");
        return variable;
    }

    ModelSource modelSourceOf(const Json& row)
    {
        ModelSource source;
        source.variable = text(row, "variable", false);
        if (const Json* const path = json::findField(row, "path"))
            source.path = pathOf(*path, "path");
        if (const Json* const path = json::findField(row, "then"))
            source.then = pathOf(*path, "then");
        source.prefix = text(row, "prefix", false);
        source.isMain = json::isTrue(row, "main");
        source.insteadOf = text(row, "instead_of", false);
        if (source.variable.empty() == source.path.empty())
            refuse("model_sources", "must have either a variable or a path");
        return source;
    }

    std::map<std::string, std::string> wordsOf(const Json& row, const char* name)
    {
        std::map<std::string, std::string> words;
        for (const auto& [word, meaning] : json::fieldOf(row, name).items()) {
            if (!meaning.is_string())
                refuse(name, "must hold texts");
            else
                words[word] = meaning.get<std::string>();
        }
        return words;
    }

    ProviderFlag flagOf(const Json& row)
    {
        ProviderFlag flag;
        flag.names = texts(row, "names");
        if (flag.names.empty())
            refuse("flags", "must have names");
        flag.begins = text(row, "begins", false);
        flag.unless = texts(row, "unless");
        if (const Json* const path = json::findField(row, "then"))
            flag.then = pathOf(*path, "then");
        if (json::findField(row, "settings"))
            flag.settings = word(row, "settings", kFormats);
        flag.file = text(row, "file", false);
        if (json::findField(row, "effect"))
            flag.effect = word(row, "effect", kEffects);
        return flag;
    }

    FieldInTheWay inTheWayOf(const Json& row)
    {
        FieldInTheWay field;
        field.path = pathOf(json::fieldOf(row, "path"), "in_the_way");
        field.ifHas = text(row, "if_has", false);
        field.unlessHas = text(row, "unless_has", false);
        field.isPartly = json::isTrue(row, "partly");
        field.isProxy = json::isTrue(row, "proxy");
        if (const Json* const path = json::findField(row, "then"))
            field.then = pathOf(*path, "then");
        return field;
    }

    RivalFile rivalOf(const Json& row)
    {
        RivalFile rival;
        for (const Json& each : list(row, "commands")) {
            rival.commands.push_back({texts(each, "words"), texts(each, "unless")});
            if (rival.commands.back().words.empty())
                refuse("commands", "must have words");
        }
        if (rival.commands.empty())
            rival.format = word(row, "format", kFormats);
        rival.places = places(row, "places");
        rival.variable = text(row, "variable", false);
        rival.names = texts(row, "names");
        if (const Json* const path = json::findField(row, "field"))
            rival.field = pathOf(*path, "field");
        for (const Json& each : list(row, "environments"))
            rival.environments.push_back(pathOf(each, "environments"));
        for (const Json& each : list(row, "only"))
            rival.only.push_back(pathOf(each, "only"));
        rival.isWhole = json::isTrue(row, "whole");
        rival.isWeaker = json::isTrue(row, "weaker");
        if (int{!rival.places.empty()} + int{!rival.variable.empty()} + int{!rival.field.empty()} != 1)
            refuse("rivals", "must have one of places, a variable and a field");
        return rival;
    }

    /// Reads what else determines whether a file is effective.
    void takeConflicts(ClientFile& file, const Json& row)
    {
        if (file.format == Format::Dotenv)
            file.environment.emplace();
        if (const Json* const path = json::findField(row, "environment"))
            file.environment = pathOf(*path, "environment");
        file.environmentWins = json::isTrue(row, "environment_wins");
        for (const Json& each : list(row, "in_the_way"))
            file.inTheWay.push_back(inTheWayOf(each));
        for (const Json& each : list(row, "rivals"))
            file.rivals.push_back(rivalOf(each));
        for (const Json& each : list(row, "instead"))
            file.instead.push_back(fileOf(each));
    }

    ClientFile fileOf(const Json& row)
    {
        ClientFile file;
        file.format = word(row, "format", kFormats);
        file.places = places(row, "places");
        file.variants = places(row, "variants");
        file.copies = places(row, "copies");
        takeConflicts(file, row);
        if (file.places[thisSystem()].empty())
            refuse("files", "have no place on this system");
        file.folderVariable = text(row, "folder_variable", false);
        file.fileVariable = text(row, "file_variable", false);
        for (const Json& each : list(row, "set")) {
            ClientField field;
            field.path = pathOf(json::fieldOf(each, "path"), "path");
            field.value = json::fieldOf(each, "value");
            field.isRemoved = json::isTrue(each, "remove");
            field.isMain = json::isTrue(each, "main");
            field.isPlain = json::isTrue(each, "plain");
            field.isOnlyIfMissing = json::isTrue(each, "only_if_missing");
            const std::string value = toText(field.value);
            field.isKey = field.value == Json("{key}");
            if (!field.isKey && value.find("{key}") != std::string::npos)
                refuse("value", "has {key} beside other things");
            field.isAddress = value.find("base}") != std::string::npos;
            field.isWithModel = value.find("{model}") != std::string::npos || pathText(field.path).find("{model}") != std::string::npos;
            if (field.value.is_null() != field.isRemoved)
                refuse("value", "is missing, or there for what is removed");
            file.fields.push_back(std::move(field));
        }
        for (const Json& each : list(row, "own"))
            file.own.push_back(pathOf(each, "own"));
        if (file.fields.empty())
            refuse("set", "is empty");
        return file;
    }

    std::string m_row = "a row";
};

void replace(std::string& text, std::string_view name, std::string_view value)
{
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + value.size()))
        text.replace(at, name.size(), value);
}

} // namespace

} // namespace gateway::clients

// Outside the namespace, as the macro requires.
static void initClientsResource() { Q_INIT_RESOURCE(clients); }

namespace gateway::clients {

System thisSystem()
{
#if defined(Q_OS_WIN)
    return System::Windows;
#elif defined(Q_OS_MACOS)
    return System::MacOs;
#else
    return System::Linux;
#endif
}

Result<std::shared_ptr<const ClientCatalog>> ClientCatalog::load()
{
    initClientsResource();
    QFile file(QStringLiteral(":/clients/clients.json"));
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::InternalError, asIs("the list of clients is missing from the program"));
    return parse(file.readAll().toStdString());
}

Result<std::shared_ptr<const ClientCatalog>> ClientCatalog::parse(std::string_view text)
{
    const auto tree = parseJson(text);
    const Json* const rows = tree ? json::findList(*tree, "clients") : nullptr;
    if (!rows)
        return failure(ErrorKind::InternalError, asIs("clients: is no list of rows"));
    auto catalog = std::make_shared<ClientCatalog>();
    Reader reader;
    for (const Json& row : *rows) {
        ClientEntry entry = reader.entry(row);
        if (catalog->find(entry.id) && reader.problem.empty())
            reader.problem = "clients: " + entry.id + ": is there twice";
        catalog->m_entries.push_back(std::move(entry));
    }
    if (!reader.problem.empty())
        return failure(ErrorKind::InternalError, asIs(reader.problem));
    return catalog;
}

const ClientEntry* ClientCatalog::find(std::string_view id) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const ClientEntry& entry) { return entry.id == id; });
    return found == m_entries.end() ? nullptr : &*found;
}

std::string filledText(std::string_view text, const Placeholders& values)
{
    std::string made(text);
    replace(made, "{base}", values.base);
    replace(made, "{openai_base}", values.base + "/v1");
    replace(made, "{key}", values.key);
    replace(made, "{model}", values.model);
    return made;
}

Json filledIn(const Json& value, const Placeholders& values)
{
    if (value.is_string())
        return filledText(value.get_ref<const std::string&>(), values);
    if (!value.is_structured())
        return value;
    Json made = value.is_array() ? Json::array() : Json::object();
    for (auto member = value.begin(); member != value.end(); ++member) {
        if (value.is_array())
            made.push_back(filledIn(*member, values));
        else
            made[filledText(member.key(), values)] = filledIn(*member, values);
    }
    return made;
}

} // namespace gateway::clients
