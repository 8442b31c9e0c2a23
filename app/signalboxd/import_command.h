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
    std::optional<gateway::config::foreign::Program> from = {}; ///< empty: find out
    QString configFile = {}; ///< absolute
    QString dataDir = {};    ///< absolute: where versions of the configuration are kept; empty: they are not
    bool write = false; ///< into `configFile`; else to the output
    bool replace = false;
    bool storeKeys = false;
    ApprovalMode approval = {}; ///< where the secrets of what is written may go
};

/// The text of a file, or of `in` where `file` is "-".
/// Errors: Io if it cannot be read; InvalidRequest, with the words `tooLarge`, if it has more than `most` bytes.
gateway::Result<std::string> readInput(
    const QString& file, std::istream& in, std::size_t most, const std::string& tooLarge);

/// The text to import: of a file, or of `in` where `file` is "-".
/// Errors: Io if it cannot be read; InvalidRequest if it is larger than any configuration.
gateway::Result<std::string> readImportFile(const QString& file, std::istream& in);

/// `signalboxd import`. The configuration goes to `out` or into the file, what could
/// not be carried over and the keys that were met go to `err`. No output ever holds a
/// key. Either all of it is done or nothing, the keys first. Main thread.
class ImportCommand final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(int exitStatus)>;

    /// `store`, `out` and `err` must outlive the command.
    ImportCommand(
        gateway::secrets::SecretStore& store, std::ostream& out, std::ostream& err, QObject* parent = nullptr);

    /// `done` gets the exit status, at once or from the event loop.
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
    std::optional<std::string> m_before; ///< text of the configuration file that was merged into
    std::string m_result;
    gateway::config::Settings m_next; ///< as `m_result` has them
};

} // namespace app
