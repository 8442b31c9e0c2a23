#include "state_file.h"

#include "gateway/config/config_file.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/routing/health/health_state.h"

namespace gateway::host {

namespace {

/// Where the file went, as the end of a sentence.
std::string putAside(const QString& path)
{
    if (!files::moveAside(path))
        return " It stays until it is written anew.";
    return " It is kept as " + files::asideOf(path).toStdString() + '.';
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
    files::WriteOptions options;
    options.isPrivate = true;
    auto written = files::writeFile(path, text, options);
    if (!written)
        written.error().message += ". What rests is forgotten at the next start.";
    return written;
}

} // namespace gateway::host
