#include "client_files.h"

#include "gateway/config/config_file.h"
#include "gateway/core/files/file_writer.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace gateway::clients {

namespace {

// Qt's permissions have a hexadecimal digit for each octal digit of a mode.
constexpr int kOwnerBits = 12;
constexpr int kGroupBits = 4;

std::string variable(const Surroundings& surroundings, const std::string& name)
{
    const auto found = surroundings.environment.find(name);
    return name.empty() || found == surroundings.environment.end() ? std::string() : found->second;
}

/// The executable; empty: none.
QString programAt(const QString& path, System system)
{
    if (system != System::Windows)
        return QFileInfo(path).isFile() && QFileInfo(path).isExecutable() ? path : QString();
    for (const char* const ending : {".exe", ".cmd", ".bat"})
        if (QFileInfo(path + QLatin1String(ending)).isFile())
            return path + QLatin1String(ending);
    return {};
}

/// `pattern` may have * in its last component.
bool isThere(const QString& pattern)
{
    const QFileInfo info(pattern);
    if (!info.fileName().contains(QLatin1Char('*')))
        return info.exists();
    return !QDir(info.path()).entryList({info.fileName()}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty();
}

} // namespace

QString placeOf(const Surroundings& surroundings, const std::string& place)
{
    const QString relative = QString::fromStdString(place);
    const bool hasDrive = relative.size() > 1 && relative[1] == QLatin1Char(':');
    if (relative.startsWith(QLatin1Char('/')) || hasDrive)
        return surroundings.root + relative;
    static constexpr std::array kMoved{std::pair{".config/", "XDG_CONFIG_HOME"}, std::pair{".local/share/", "XDG_DATA_HOME"}};
    for (const auto& [folder, name] : kMoved)
        if (const std::string moved = variable(surroundings, name); surroundings.system == System::Linux && moved.starts_with('/') && relative.startsWith(QLatin1String(folder)))
            return QString::fromStdString(moved) + QLatin1Char('/') + relative.mid(static_cast<qsizetype>(std::string_view(folder).size()));
    return surroundings.home + QLatin1Char('/') + relative;
}

namespace {

const std::vector<std::string>& placesFor(const std::map<System, std::vector<std::string>>& places, System system)
{
    static const std::vector<std::string> none;
    const auto found = places.find(system);
    return found == places.end() ? none : found->second;
}

bool hasFolder(const QString& path) { return QFileInfo(path).dir().exists(); }

/// The paths of its places; the folder may come from an environment variable.
QStringList pathsIn(const Surroundings& surroundings, const ClientFile& file)
{
    const std::string folder = variable(surroundings, file.folderVariable);
    QStringList paths;
    for (const std::string& place : placesFor(file.places, surroundings.system))
        paths << (folder.empty() ? placeOf(surroundings, place) : QDir(QString::fromStdString(folder)).absoluteFilePath(QFileInfo(QString::fromStdString(place)).fileName()));
    return paths;
}

QStringList variantsOf(const Surroundings& surroundings, const ClientFile& file)
{
    QStringList paths;
    for (const std::string& place : variable(surroundings, file.folderVariable).empty() ? placesFor(file.variants, surroundings.system) : std::vector<std::string>())
        paths << placeOf(surroundings, place);
    return paths;
}

} // namespace

QString pathOf(const Surroundings& surroundings, const ClientFile& file)
{
    if (const std::string whole = variable(surroundings, file.fileVariable); !whole.empty())
        return QFileInfo(QString::fromStdString(whole)).absoluteFilePath();
    const QStringList paths = pathsIn(surroundings, file);
    if (paths.isEmpty())
        return {};
    const auto there = std::find_if(paths.rbegin(), paths.rend(), [](const QString& path) { return QFileInfo::exists(path); });
    if (there != paths.rend())
        return *there;
    const QStringList variants = hasFolder(paths.front()) ? QStringList() : variantsOf(surroundings, file);
    const auto variant = std::ranges::find_if(variants, hasFolder);
    return variant == variants.end() ? paths.front() : *variant;
}

QStringList candidatesOf(const Surroundings& surroundings, const ClientFile& file)
{
    QStringList paths{pathOf(surroundings, file)};
    for (const QString& path : pathsIn(surroundings, file) + variantsOf(surroundings, file))
        if (!paths.contains(path))
            paths << path;
    return paths;
}

QStringList copiesOf(const Surroundings& surroundings, const ClientFile& file, const QString& path)
{
    QStringList paths;
    for (const QString& other : (file.variants.empty() ? QStringList() : pathsIn(surroundings, file)) + variantsOf(surroundings, file))
        if (other != path && hasFolder(other))
            paths << other;
    for (const std::string& place : placesFor(file.copies, surroundings.system)) { // FOLDER/*/FILE
        const QFileInfo pattern(placeOf(surroundings, place));
        const QDir folder(QFileInfo(pattern.path()).path());
        for (const QString& name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            paths << folder.filePath(name + QLatin1Char('/') + pattern.fileName());
    }
    return paths;
}

QString expandedPath(const Surroundings& surroundings, const std::string& text)
{
    QString path = QString::fromStdString(text);
    for (const char* const home : {"${HOME}", "$HOME"})
        path.replace(QLatin1String(home), surroundings.home);
    if (path == QLatin1String("~") || path.startsWith(QLatin1String("~/")))
        path.replace(0, 1, surroundings.home);
    return QDir::cleanPath(QDir(surroundings.home).absoluteFilePath(path));
}

QStringList projectFolders(const Surroundings& surroundings)
{
    QStringList folders;
    for (QDir folder(surroundings.currentFolder); !surroundings.currentFolder.isEmpty() && folder.absolutePath() != surroundings.home;) {
        folders << folder.absolutePath();
        if (!folder.cdUp())
            break;
    }
    return folders;
}

std::string shownPath(const Surroundings& surroundings, const QString& path)
{
    return (path.startsWith(surroundings.home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(surroundings.home.size()) : path).toStdString();
}

QString programOf(const Surroundings& surroundings, const ClientEntry& entry)
{
    for (const std::string& program : entry.programs)
        for (const QString& folder : surroundings.programFolders)
            if (QString path = programAt(folder + QLatin1Char('/') + QString::fromStdString(program), surroundings.system); !path.isEmpty())
                return path;
    return {};
}

std::string foundAs(const Surroundings& surroundings, const ClientEntry& entry)
{
    if (const QString program = programOf(surroundings, entry); !program.isEmpty())
        return shownPath(surroundings, program);
    const auto traces = entry.traces.find(surroundings.system);
    if (traces != entry.traces.end())
        for (const std::string& trace : traces->second)
            if (const QString path = placeOf(surroundings, trace); isThere(path))
                return shownPath(surroundings, path);
    return {};
}

FileBytes readClientFile(const QString& path) { return config::readConfigFile(path); }

Result<void> checkClientFile(const QString& path)
{
    const QString target = config::behindLinks(path);
    const QFileInfo info(target);
    if (target != QFileInfo(path).absoluteFilePath() && !info.dir().exists())
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "%1 is a link to %2, whose folder does not exist; correct or delete the link, then try again"), {path.toStdString(), target.toStdString()}});
    // Checks the mode, since root may write even read-only files.
    if (info.exists() && !(info.permissions() & QFileDevice::WriteOwner))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "%1 is read-only; make it writable, then try again"), {target.toStdString()}});
    return {};
}

int modeOfClientFile(const QString& path)
{
    const QFileInfo info(config::behindLinks(path));
    if (!info.exists())
        return 0;
    const auto bits = static_cast<int>(info.permissions().toInt());
    return (((bits >> kOwnerBits) & 7) << 6) | (((bits >> kGroupBits) & 7) << 3) | (bits & 7);
}

ClientFileWrite::ClientFileWrite(const QString& path, const std::optional<std::string>& bytes, int mode, const QString& copyFolder)
    : m_path(path), m_bytes(bytes), m_mode(mode), m_copyFolder(copyFolder)
{
}

ClientFileWrite::~ClientFileWrite() = default;
ClientFileWrite::ClientFileWrite(ClientFileWrite&&) noexcept = default;

Result<void> ClientFileWrite::prepare()
{
    auto prepared = checkClientFile(m_path);
    if (!prepared || !m_bytes)
        return prepared;
    files::WriteOptions options;
    options.mode = m_mode != 0 ? m_mode : 0600;
    options.copyFolder = m_copyFolder;
    options.makeFolder = true;
    m_writer = std::make_unique<files::FileWriter>(m_path, options);
    prepared = m_writer->open();
    if (prepared)
        prepared = m_writer->write(*m_bytes);
    return prepared ? m_writer->prepare() : prepared;
}

Result<void> ClientFileWrite::commit()
{
    if (m_writer)
        return m_writer->commit();
    const QString target = files::linkTarget(m_path);
    if (QFile::exists(target) && !QFile::remove(target))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot delete %1"), {target.toStdString()}});
    return {};
}

} // namespace gateway::clients
