#pragma once

#include "gateway/core/result.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace gateway::clients {

/// What was done to a file.
struct FileRecord {
    std::string path; ///< as opened by the client
    bool wasMissing = false;
    std::string backup;        ///< name of the copy of the previous file; empty if there was none
    std::string before_sha256; ///< of that copy
    std::string after_sha256;  ///< of the written file
    bool ledHere = false;      ///< the previous file led to the gateway; the copy does not contain that
    int mode = 0;              ///< of the previous file, such as 0644; 0: unknown, or there was none
};

/// The route that sends all other models that a client requests to one model, if a set-up added it or added the client
/// to it.
struct AddedRoute {
    std::string id; ///< empty: not added yet
    std::string provider;
    std::string model;

    bool operator==(const AddedRoute&) const = default;
};

/// What was done for a client. Contains no key.
struct SetupRecord {
    std::string client;
    std::string consumer;
    std::string keySha256;
    std::string base;
    std::string model;
    QDateTime setUpAt;
    std::vector<FileRecord> files;
    QDateTime firstSeenAt = {};  ///< start of the first successful request with its key; invalid: none yet
    std::string firstModel = {}; ///< model of that request
    QDateTime failedAt = {};     ///< time of the last failure that differed from the previous one, as long as no request has succeeded
    std::string failure = {};    ///< that failure: "403 model_not_allowed"; empty: none
    std::string failedModel = {};
    std::optional<AddedRoute> route = {};
    bool isFromBackup = false; ///< untrusted: it only shows where to look for settings that lead here

    const FileRecord* find(const std::string& path) const;
};

/// The file with all set-ups, and the folder with the copies of the previous files, both in our data folder and for
/// their owner only. Blocks; one thread at a time.
class SetupState {
public:
    explicit SetupState(const QString& dataDir);

    /// Errors: Io, if the file exists but is unreadable or invalid.
    Result<std::vector<SetupRecord>> read() const;
    /// Empty: not set up. Errors: see `read`.
    Result<std::optional<SetupRecord>> find(const std::string& client) const;
    /// Replaces the client's earlier record. Errors: Io.
    Result<void> put(const SetupRecord& record) const;
    Result<void> remove(const std::string& client) const;

    /// Stores `bytes` under a name with date and hash. Errors: Io.
    Result<std::string> backUp(const std::string& client, const QString& file, const std::string& bytes) const;
    /// Errors: Io, also if its content has changed.
    Result<std::string> readBackup(const FileRecord& file, const std::string& client) const;

private:
    Result<void> write(const std::vector<SetupRecord>& records) const;
    QString backupFile(const std::string& client, const std::string& name) const;

    QString m_file;
    QString m_backups;
};

/// The file with all set-ups; its modification time shows whether it was changed.
QString setupStateFile(const QString& dataDir);

/// The list of set-ups from a backup in the form in which it may be restored: the clients, and the addresses on this
/// machine or its network. Previous contents, whether files existed, and the owners of keys are not trusted. Empty:
/// nothing is usable.
std::string withoutBelief(const std::string& text);

/// 64 hex digits in lower case.
std::string sha256Of(const std::string& bytes);

} // namespace gateway::clients
