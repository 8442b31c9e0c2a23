#include "state_file.h"

#include "gateway/config/config_file.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/routing/health/health_state.h"

namespace gateway::host {

namespace {

/// Moves the file out of the way and returns a message with the reason.
Sentence putAside(const QString& path, const Error& why)
{
    if (!files::moveAside(path))
        return {QT_TRANSLATE_NOOP("Error", "%1 cannot be used: %2 It stays in place until it is next written."), {path.toStdString(), why.message}};
    return {QT_TRANSLATE_NOOP("Error", "%1 cannot be used: %2 It is kept as %3."), {path.toStdString(), why.message, files::asideOf(path).toStdString()}};
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
        found.problem = putAside(path, rests.error());
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
        written.error().message = {QT_TRANSLATE_NOOP("Error", "%1. Current cooldowns will be lost at the next start."), {written.error().message}};
    return written;
}

} // namespace gateway::host
