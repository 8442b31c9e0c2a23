#include "client_conflicts.h"

#include "client_edits.h"
#include "client_files.h"
#include "shell_settings.h"

#include "gateway/clients/formats/text_places.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace gateway::clients {

namespace {

constexpr qint64 kMostOfFile = 1024 * 1024; ///< bytes
constexpr int kMostSourced = 16;            ///< files that others read
constexpr std::array kShellFiles{".profile", ".bash_profile", ".bash_login", ".bashrc", ".bash_aliases", ".zshenv", ".zprofile", ".zshrc", ".zlogin",
    ".config/fish/config.fish", ".cshrc", ".tcshrc", ".xprofile", ".xsessionrc", ".pam_environment", "/etc/environment", "/etc/profile", "/etc/bash.bashrc",
    "/etc/zsh/zshenv", "/etc/zsh/zprofile", "/etc/zsh/zshrc", "/etc/zshenv", "/etc/zshrc"};
/// Every file of these folders, by its ending.
constexpr std::array kShellFolders{std::pair{".config/fish/conf.d", "*.fish"}, std::pair{".config/environment.d", "*.conf"}, std::pair{"/etc/environment.d", "*.conf"},
    std::pair{"/etc/profile.d", "*.sh"}};

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

/// A variable, who sets it and to what.
struct Setting {
    std::string value;
    std::string where;
};

std::string textOf(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_null() ? std::string() : toText(value);
}

std::string lineOf(Format format, const std::string& bytes, const Path& path)
{
    for (const TextPlace& place : textPlaces(format, bytes))
        if (std::ranges::equal(place.names, path, [](const std::string& name, const Step& step) { return !step.isItem() && name == step.field; }))
            return ", line " + std::to_string(1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(place.begin), '\n'));
    return {};
}

/// What the shells of this user and the system set.
class ShellVariables {
public:
    ShellVariables(const Surroundings& surroundings, const std::vector<std::string>& programs) : m_surroundings(surroundings), m_programs(programs)
    {
        for (const char* const place : kShellFiles)
            read(placeOf(surroundings, place));
        for (const auto& [folder, ending] : kShellFolders) {
            const QDir files(placeOf(surroundings, folder));
            for (const QString& name : files.entryList({QLatin1String(ending)}, QDir::Files, QDir::Name))
                read(files.absoluteFilePath(name));
        }
    }

    /// What each file says last of a variable; unset where it takes it away again.
    std::vector<Setting> of(const std::string& name) const
    {
        std::vector<Setting> found;
        for (const auto& [path, setting] : m_settings)
            if (setting.name == name) {
                const std::string file = shownPath(m_surroundings, path);
                std::erase_if(found, [&](const Setting& other) { return other.where.starts_with(file + ", "); });
                if (!setting.isUnset)
                    found.push_back({setting.value, file + ", line " + std::to_string(setting.line)});
            }
        return found;
    }

private:
    void read(const QString& path)
    {
        QFile file(path);
        if (m_read.contains(path) || !QFileInfo(path).isFile() || file.size() > kMostOfFile || !file.open(QIODevice::ReadOnly))
            return;
        m_read.insert(path);
        const ShellFile said = shellFile(file.readAll().toStdString(), m_programs);
        for (const ShellSetting& setting : said.settings)
            m_settings.emplace_back(path, setting);
        for (const std::string& other : said.sourced)
            if (m_sourced < kMostSourced) {
                ++m_sourced;
                read(expandedPath(m_surroundings, other));
            }
    }

    const Surroundings& m_surroundings;
    const std::vector<std::string>& m_programs;
    std::set<QString> m_read;
    int m_sourced = 0;
    std::vector<std::pair<QString, ShellSetting>> m_settings;
};

class Finder {
public:
    Finder(const Surroundings& surroundings, const ClientEntry& entry, const Placeholders& values)
        : m_surroundings(surroundings), m_entry(entry), m_values(values), m_shells(surroundings, entry.programs)
    {
    }

    std::vector<Conflict> find(const std::vector<const ClientFile*>& files)
    {
        for (const OverridingVariable& variable : m_entry.overriddenBy)
            for (const Setting& setting : settingsOf(variable.name))
                add(variable, setting.value, setting.where);
        for (const ClientFile* const file : files) {
            lookAtOwn(*file);
            lookAtFolders(*file);
            for (const RivalFile& rival : file->rivals)
                lookAt(*file, rival);
        }
        return std::move(m_found);
    }

private:
    /// In this process, and in files of shells.
    std::vector<Setting> settingsOf(const std::string& name) const
    {
        std::vector<Setting> all;
        if (const auto here = m_surroundings.environment.find(name); here != m_surroundings.environment.end())
            all.push_back({here->second, "the environment"});
        std::ranges::move(m_shells.of(name), std::back_inserter(all));
        return all;
    }

    void add(Conflict conflict)
    {
        if (std::ranges::find(m_found, conflict) == m_found.end())
            m_found.push_back(std::move(conflict));
    }

    void add(const OverridingVariable& variable, const std::string& value, const std::string& where)
    {
        if (!doesCount(variable.counts, value))
            return;
        const auto kind = variable.effect == Effect::Diverts ? Conflict::Kind::Diversion
            : variable.effect == Effect::Elsewhere           ? Conflict::Kind::Elsewhere
                                                             : Conflict::Kind::Variable;
        add({kind, variable.name, where, variable.effect == Effect::Partly});
    }

    /// Variables that a file has for the client. What a set-up writes there, or takes out, is none of them.
    void lookAtEnvironment(const ClientFile& file, Format format, const Json& tree, const std::string& bytes, const QString& path)
    {
        const auto environment = format == Format::Dotenv ? std::optional<Path>(Path()) : file.environment;
        for (const OverridingVariable& variable : environment ? m_entry.overriddenBy : std::vector<OverridingVariable>()) {
            Path place = *environment;
            place.push_back({variable.name});
            const Json* const said = clients::find(tree, place);
            const bool isOurs = std::ranges::any_of(file.fields, [&](const ClientField& field) { return field.path == place; });
            if (said && !isOurs)
                add(variable, textOf(*said), shownPath(m_surroundings, path) + lineOf(format, bytes, place));
        }
    }

    static bool has(const Json& value, const std::string& wanted)
    {
        return value.is_array() ? std::ranges::find(value, Json(wanted)) != value.end() : textOf(value) == wanted;
    }

    void lookAtFields(const ClientFile& file, Format format, const Json& tree, const std::string& bytes, const QString& path)
    {
        for (const FieldInTheWay& field : file.inTheWay) {
            const Json* const said = clients::find(tree, field.path);
            if (!said || textOf(*said).empty() || (!field.ifHas.empty() && !has(*said, field.ifHas)) || (!field.unlessHas.empty() && has(*said, field.unlessHas)))
                continue;
            Path where = field.path;
            if (!field.then.empty()) {
                where = field.then;
                for (Step& step : where)
                    if (step.field == "{value}")
                        step.field = textOf(*said);
                const Json* const then = clients::find(tree, where);
                if (!then || (!field.unlessHas.empty() && has(*then, field.unlessHas)))
                    continue;
            }
            add({Conflict::Kind::Field, pathText(where), shownPath(m_surroundings, path) + lineOf(format, bytes, where), field.isPartly});
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
        lookAtEnvironment(file, file.format, *tree, **bytes, path);
        lookAtFields(file, file.format, *tree, **bytes, path);
    }

    /// A shell says that the files are elsewhere, which is not known here.
    void lookAtFolders(const ClientFile& file)
    {
        const QString path = pathOf(m_surroundings, file);
        for (const auto& [name, isFolder] : {std::pair{file.folderVariable, true}, std::pair{file.fileVariable, false}})
            for (const Setting& setting : name.empty() ? std::vector<Setting>() : m_shells.of(name)) {
                const QString there = expandedPath(m_surroundings, setting.value);
                const bool isSame = there == (isFolder ? QFileInfo(path).path() : path);
                if (!setting.value.empty() && !isSame)
                    add({Conflict::Kind::Elsewhere, name, setting.where});
            }
        lookAtConfigHome(file);
    }

    /// On Linux ".config" may be elsewhere for a shell. Source: XDG Base Directory Specification 0.8.
    void lookAtConfigHome(const ClientFile& file)
    {
        const auto places = file.places.find(m_surroundings.system);
        const bool isThere = places != file.places.end() && !places->second.empty() && places->second.front().starts_with(".config/");
        const QString here = QFileInfo(placeOf(m_surroundings, ".config/x")).path();
        if (!isThere || m_surroundings.system != System::Linux)
            return;
        for (const Setting& setting : m_shells.of("XDG_CONFIG_HOME"))
            if (!setting.value.empty() && expandedPath(m_surroundings, setting.value) != here)
                add({Conflict::Kind::Elsewhere, "XDG_CONFIG_HOME", setting.where});
    }

    /// Where `place` is: several, where it is below each folder from that in which the client is used upward.
    QStringList pathsOf(const std::string& place) const
    {
        if (!place.starts_with("./"))
            return {placeOf(m_surroundings, place)};
        QStringList paths;
        for (QDir folder(m_surroundings.currentFolder); !m_surroundings.currentFolder.isEmpty() && folder.absolutePath() != m_surroundings.home;) {
            paths << folder.absoluteFilePath(QString::fromStdString(place.substr(2)));
            if (!folder.cdUp())
                break;
        }
        return paths;
    }

    void lookAt(const ClientFile& file, const RivalFile& rival)
    {
        QStringList paths;
        if (const auto places = rival.places.find(m_surroundings.system); places != rival.places.end())
            for (const std::string& place : places->second)
                paths << pathsOf(place);
        for (const Setting& setting : rival.variable.empty() ? std::vector<Setting>() : settingsOf(rival.variable))
            if (!setting.value.empty())
                paths << expandedPath(m_surroundings, setting.value);
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
        const auto tree = bytes && *bytes ? parseText(rival.format, **bytes) : Result<Json>(Json());
        if (!tree || !tree->is_object())
            return;
        lookAtEnvironment(file, rival.format, *tree, **bytes, path);
        lookAtFields(file, rival.format, *tree, **bytes, path);
        for (const ClientField& field : file.fields) {
            const Path place = filledIn(field.path, m_values);
            const Json* const said = clients::find(*tree, place);
            const bool isSame = !said || textOf(*said).empty() || field.isOnlyIfMissing || *said == filledIn(field.value, m_values);
            if (!isSame && !field.isRemoved)
                add({Conflict::Kind::File, pathText(place), shown + lineOf(rival.format, **bytes, place), field.isWithModel && !field.isAddress && !field.isKey});
        }
    }

    const Surroundings& m_surroundings;
    const ClientEntry& m_entry;
    const Placeholders& m_values;
    ShellVariables m_shells;
    std::vector<Conflict> m_found;
};

} // namespace

std::vector<Conflict> conflictsOf(const Surroundings& surroundings, const ClientEntry& entry, const std::vector<const ClientFile*>& files, const Placeholders& values)
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
