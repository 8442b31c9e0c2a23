#pragma once

#include "gateway/core/result.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace gateway::clients {

/// What was done to one file.
struct FileRecord {
    std::string path; ///< as the client opens it
    bool wasMissing = false;
    std::string backup;        ///< the name of the copy of what was there before; empty if nothing was
    std::string before_sha256; ///< of that copy
    std::string after_sha256;  ///< of what was written
    bool ledHere = false;      ///< what was there led to the gateway; the copy has nothing of that
    int mode = 0;              ///< what was there had it, as 0644; 0: not known, or nothing was there
};

/// The route that leads all other names which a client asks for to one model, where a set-up added it or added the client to it.
struct AddedRoute {
    std::string id; ///< empty: it is to be added yet
    std::string provider;
    std::string model;

    bool operator==(const AddedRoute&) const = default;
};

/// What was done for one client. Holds no key.
struct SetupRecord {
    std::string client;
    std::string consumer;
    std::string keySha256;
    std::string base;
    std::string model;
    QDateTime setUpAt;
    std::vector<FileRecord> files;
    QDateTime firstSeenAt = {};  ///< when the first request with its key began that was answered; not valid: none was yet
    std::string firstModel = {}; ///< that this one asked for
    QDateTime failedAt = {};     ///< when the latest failure of another kind than the one before it came, as long as none was answered
    std::string failure = {};    ///< that one: "403 model_not_allowed"; empty: none
    std::string failedModel = {};
    std::optional<AddedRoute> route = {};
    bool isFromBackup = false; ///< anybody may have written it: it tells where to look for what leads here, and nothing else

    const FileRecord* find(const std::string& path) const;
};

/// The file with all set-ups, and the folder with the copies of what was there before, both in our data folder and for
/// their owner alone. Blocks; one thread at a time.
class SetupState {
public:
    explicit SetupState(const QString& dataDir);

    /// Errors: Io, if it is there but cannot be read or is no state.
    Result<std::vector<SetupRecord>> read() const;
    /// None: it was not set up. Errors: as `read`.
    Result<std::optional<SetupRecord>> find(const std::string& client) const;
    /// In the place of the client's earlier record. Errors: Io.
    Result<void> put(const SetupRecord& record) const;
    Result<void> remove(const std::string& client) const;

    /// Keeps `bytes`; the name has date and hash in it. Errors: Io.
    Result<std::string> backUp(const std::string& client, const QString& file, const std::string& bytes) const;
    /// Errors: Io, also if its content is not what it was.
    Result<std::string> readBackup(const FileRecord& file, const std::string& client) const;

private:
    Result<void> write(const std::vector<SetupRecord>& records) const;
    QString backupFile(const std::string& client, const std::string& name) const;

    QString m_file;
    QString m_backups;
};

/// The file with all set-ups, of which the time of its last change tells that it is another one.
QString setupStateFile(const QString& dataDir);

/// The list of set-ups in a backup, as it may be put back: who was set up, and for which address of this machine or its network. What
/// a file said before, whether it was there and whose key it has is not believed. Empty: nothing of it is.
std::string withoutBelief(const std::string& text);

/// 64 hex digits in lower case.
std::string sha256Of(const std::string& bytes);

} // namespace gateway::clients
