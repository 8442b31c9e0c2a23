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

// Of Qt's permissions, which have a hexadecimal digit where a mode has an octal one.
constexpr int kOwnerBits = 12;
constexpr int kGroupBits = 4;

std::string variable(const Surroundings& surroundings, const std::string& name)
{
    const auto found = surroundings.environment.find(name);
    return name.empty() || found == surroundings.environment.end() ? std::string() : found->second;
}

/// The file of the program; empty: there is none.
QString programAt(const QString& path, System system)
{
    if (system != System::Windows)
        return QFileInfo(path).isFile() && QFileInfo(path).isExecutable() ? path : QString();
    for (const char* const ending : {".exe", ".cmd", ".bat"})
        if (QFileInfo(path + QLatin1String(ending)).isFile())
            return path + QLatin1String(ending);
    return {};
}

/// `pattern` may have * in its last part.
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

QString pathOf(const Surroundings& surroundings, const ClientFile& file)
{
    if (const std::string whole = variable(surroundings, file.fileVariable); !whole.empty())
        return QFileInfo(QString::fromStdString(whole)).absoluteFilePath();
    const auto places = file.places.find(surroundings.system);
    if (places == file.places.end() || places->second.empty())
        return {};
    const std::string folder = variable(surroundings, file.folderVariable);
    const auto path = [&](const std::string& place) {
        return folder.empty() ? placeOf(surroundings, place)
                              : QDir(QString::fromStdString(folder)).absoluteFilePath(QFileInfo(QString::fromStdString(place)).fileName());
    };
    const auto there = std::find_if(places->second.rbegin(), places->second.rend(), [&](const std::string& place) { return QFileInfo::exists(path(place)); });
    return path(there == places->second.rend() ? places->second.front() : *there);
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
        return failure(ErrorKind::Io, path.toStdString() + " is a link to " + target.toStdString() + ", whose folder is not there; mend the link or remove it, then try again");
    // Asked of the mode, since an administrator may write into what is meant to stay.
    if (info.exists() && !(info.permissions() & QFileDevice::WriteOwner))
        return failure(ErrorKind::Io, target.toStdString() + " is read-only; make it writable, then try again");
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
        return failure(ErrorKind::Io, "cannot remove " + target.toStdString());
    return {};
}

} // namespace gateway::clients
