#include "state_file.h"

#include "gateway/config/config_file.h"
#include "gateway/routing/health/health_state.h"

#include <QFile>
#include <QSaveFile>

namespace gateway::host {

namespace {

/// Where the file went, as the end of a sentence.
std::string putAside(const QString& path)
{
    const QString aside = path + QStringLiteral(".bad");
    QFile::remove(aside);
    if (!QFile::rename(path, aside))
        return " It stays until it is written anew.";
    return " It is kept as " + aside.toStdString() + '.';
}

} // namespace

FoundState readState(const QString& path)
{
    FoundState found;
    auto text = config::readConfigFile(path);
    if (!text) {
        found.problem = text.error().message;
        return found;
    }
    if (!*text)
        return found;
    auto rests = routing::healthStateOf(**text);
    if (!rests) {
        found.problem = path.toStdString() + " cannot be used: " + rests.error().message + putAside(path);
        return found;
    }
    found.text = std::move(**text);
    found.rests = std::move(*rests);
    return found;
}

Result<void> writeState(const QString& path, const std::string& text)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
                           && file.write(text.data(), static_cast<qint64>(text.size())) >= 0 && file.commit();
    if (!isWritten)
        return failure(ErrorKind::Io, "cannot write " + path.toStdString() + ": " + file.errorString().toStdString()
                                          + ". What rests is forgotten at the next start.");
    return {};
}

} // namespace gateway::host
