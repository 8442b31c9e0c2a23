#pragma once

#include "app/signalboxd/keys/origin_approval.h"
#include "gateway/config/document.h"
#include "gateway/config/foreign/conversion.h"
#include "gateway/secrets/secret_store.h"

#include <QObject>
#include <QString>

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace app {

struct ImportOptions {
    std::optional<gateway::config::foreign::Program> from = {}; ///< empty: detect
    QString configFile = {}; ///< absolute
    QString dataDir = {};    ///< absolute; location of the configuration history; empty: none is kept
    bool write = false; ///< into `configFile`; otherwise to the output
    bool replace = false;
    bool storeKeys = false;
    ApprovalMode approval = {}; ///< for the destinations of secrets in the written configuration
};

/// Reads a file, or `in` if `file` is "-". Errors: Io if it is unreadable; InvalidRequest with the message `tooLarge`
/// if it has more than `most` bytes.
gateway::Result<std::string> readInput(
    const QString& file, std::istream& in, std::size_t most, const std::string& tooLarge);

/// Reads the text to import: from a file, or from `in` if `file` is "-". Errors: Io if it is unreadable; InvalidRequest
/// if it exceeds the maximum size of a configuration.
gateway::Result<std::string> readImportFile(const QString& file, std::istream& in);

/// `signalboxd import`. Writes the configuration to `out` or into the file, and notes on what could not be converted
/// and on keys to `err`. No output ever contains a key. Either everything is done or nothing, the keys first. Main
/// thread.
class ImportCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(int exitStatus)>;

    /// `store`, `out` and `err` must outlive the command.
    ImportCommand(
        gateway::secrets::SecretStore& store, std::ostream& out, std::ostream& err, QObject* parent = nullptr);

    /// `done` receives the exit status, at once or from the event loop.
    void run(const std::string& text, const ImportOptions& options, Done done);

private:
    gateway::Result<gateway::config::Document> base(std::optional<std::string>& before) const;
    gateway::Result<void> prepare(const std::string& text);
    void tell() const;
    void tellOutcomes() const;
    void storeNext(std::size_t index);
    void storeOne(std::size_t index);
    void finish();
    void end(const gateway::Result<void>& result);

    gateway::secrets::SecretStore& m_store;
    std::ostream& m_out;
    std::ostream& m_err;
    ImportOptions m_options;
    Done m_done;
    gateway::config::foreign::Conversion m_conversion;
    std::optional<std::string> m_before; ///< content of the configuration file that the import was merged into
    std::string m_result;
    gateway::config::Settings m_next; ///< settings of `m_result`
};

} // namespace app
