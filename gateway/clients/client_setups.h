#pragma once

#include "client_catalog.h"
#include "conflict.h"
#include "setup_state.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/core/text/line_diff.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gateway::clients {

/// The parts of the machine that set-ups depend on, injected for tests.
struct Surroundings {
    QString home;    ///< absolute
    QString dataDir; ///< absolute; our own
    QStringList programFolders;                     ///< from PATH
    std::map<std::string, std::string> environment; ///< of this process
    System system = thisSystem();
    QString root = {};          ///< prefix of absolute paths in the catalog; empty: none
    QString currentFolder = {}; ///< in which the client is used, if known

    /// The surroundings of this process.
    static Surroundings ofProcess(const QString& dataDir);
};

/// State of a client's files compared with what was written.
enum class Drift {
    NotSetUp, ///< not by us
    None,     ///< as written, byte for byte
    Elsewhere, ///< the files were changed, but not our fields
    Ours,     ///< a field of ours was changed or removed
    Gone,     ///< a file was removed
    Unreadable,
};

struct ClientState {
    std::string id;
    bool isInstalled = false;
    std::string foundAs; ///< the program or folder by which it was found
    std::string version; ///< of the program that was found; empty: unknown
    const VersionRule* versionRule = nullptr; ///< note about that version; from the catalog
    std::vector<std::string> files; ///< written by a set-up, with their paths on this machine
    bool pointsHere = false;  ///< its files lead to `base`, whoever wrote them
    bool isSetUp = false;     ///< by us; then:
    std::string consumer;     ///< the owner of its key
    std::string keySha256;
    std::string base;
    bool misses = false; ///< that base is not the gateway's, if it has one
    std::string model;
    QDateTime setUpAt;
    Drift drift = Drift::NotSetUp;
    std::vector<std::string> changedFields; ///< with Drift::Ours: in `pathText` format
    QDateTime firstSeenAt;      ///< start of its first successful request since the set-up; invalid: none
    std::string firstModel;     ///< model of that request
    QDateTime failedAt;         ///< start of a failed request, if none has succeeded yet
    std::string failure;        ///< the error it got: "403 model_not_allowed"; empty: none has failed
    std::string failedModel;    ///< model of that request
    std::vector<Conflict> conflicts; ///< possible causes, if it is set up and no request has succeeded yet
    bool isKeyRefused = false; ///< the gateway rejects the key that it was given (set by `markRefused`)
};

/// What the user wants to set up.
struct SetupWish {
    std::string client;
    std::string base;  ///< "http://127.0.0.1:8080", without a path; written in the form of `usualBase`
    std::string model; ///< may be empty unless the client requires one
    /// SHA-256 (hex) of valid keys for this client: if its file contains one of them, it stays.
    std::set<std::string> knownKeys;
};

/// A file and its planned change.
struct FileChange {
    QString path;   ///< as opened by the client
    QString target; ///< the actual file, following symbolic links
    bool isNew = false;
    bool isUnchanged = false;
    std::vector<DiffHunk> diff; ///< empty: no difference; keys and anything that looks like one are masked
    std::string before_sha256; ///< empty: no file
};

/// A model that a client will request.
struct AskedModel {
    std::string name;
    bool isMain = false;    ///< for conversations; otherwise for background tasks such as titles
    std::string where = {}; ///< source: "ANTHROPIC_MODEL in ~/.bashrc, line 3"; empty: written by us, or the client's own

    bool operator==(const AskedModel&) const = default;
};

/// What a set-up would do. Nothing is written yet; contains no key.
struct SetupPlan {
    SetupWish wish;
    bool needsKey = true; ///< false: the file has a valid one, which stays
    std::string keptKeySha256; ///< of that key
    std::string model; ///< requested by the client afterwards: as wished, else as in its file; empty: the client's default
    std::vector<FileChange> files;
    std::optional<AddedRoute> route; ///< for all other models that the client requests, added with the set-up; empty: not wanted
    std::vector<Conflict> conflicts; ///< what would make it ineffective, at least in part
    std::vector<AskedModel> asked;   ///< as far as known; each name once, the main ones first

    bool changesNothing() const;
};

/// What undoing a set-up would do.
struct RestorePlan {
    struct File {
        FileChange change;
        bool isExact = false; ///< the file is restored byte for byte; otherwise only our fields are removed
        bool isRemoved = false; ///< there was none before
        bool ledHere = false;   ///< the previous file also led to the gateway: it is restored without that
        std::vector<std::string> kept = {}; ///< changed by somebody since the set-up, and left as they are
        std::vector<std::string> lost = {}; ///< changed as well, but removed with an entry that is entirely ours
        std::vector<std::string> elsewhere = {}; ///< those of `kept` that were entirely ours: their address leads elsewhere now
        bool hasNoCopy = false; ///< no copy of the previous file: only what leads to the gateway is removed
    };
    std::string client;
    std::string consumer;
    std::string keySha256; ///< of the key to be revoked
    std::optional<AddedRoute> route; ///< added by the set-up: removed with it
    std::vector<File> files;
};

/// The meaning of a request for the set-ups.
struct NotedRequest {
    bool isNews = false;    ///< it was the first one of a set-up, or failed in another way than the previous one
    bool isSettled = false; ///< no further request of that consumer is awaited until the next set-up
};

struct FileNow;
struct Undone;

/// Sets clients up and undoes it. Blocks on files: storage thread. One at a time.
class ClientSetups {
public:
    ClientSetups(std::shared_ptr<const ClientCatalog> catalog, Surroundings surroundings);
    ~ClientSetups();

    const ClientCatalog& catalog() const { return *m_catalog; }

    /// One state for each entry, in the order of the catalog. `base`: the gateway's, for `pointsHere` and `misses`.
    std::vector<ClientState> detect(const std::string& base) const;
    /// Errors: InvalidRequest for an unknown client.
    Result<ClientState> state(const std::string& client, const std::string& base) const;

    /// Runs the client's program to get its version, which is remembered. Errors: InvalidRequest.
    Result<std::string> askVersion(const std::string& client);

    /// The plan of a client with manual set-up has no files: setting it up creates its key. Errors: InvalidRequest (an
    /// unknown or unsupported client, an unsupported version, no model; a file that cannot be edited safely: message
    /// with line and remedy), Io (unreadable or read-only).
    Result<SetupPlan> plan(const SetupWish& wish) const;
    /// Checks that the files are unchanged since the plan. Errors: InvalidRequest if one was changed; Io.
    Result<void> check(const SetupPlan& plan) const;
    /// Backs up, writes, verifies and records. `key`: unused unless the plan needs one; `keySha256`: that of the key.
    /// Errors: InvalidRequest if a file was changed since the plan; Io. After an error all files are unchanged.
    Result<void> apply(const SetupPlan& plan, const Secret& key, const std::string& keySha256, const std::string& consumer);

    /// Errors: InvalidRequest if the client was not set up by us, or a changed file cannot be edited safely; Io.
    Result<RestorePlan> planRestore(const std::string& client) const;
    /// Errors: InvalidRequest if a file was changed since the plan; Io.
    Result<void> restore(const RestorePlan& plan);
    /// Records a request by `consumer`: the first successful one since its set-up, and before that how requests failed.
    /// `failure`: of a failed request: "503 no_usable_key". Errors: Io.
    Result<NotedRequest> noteRequest(const std::string& consumer, const QDateTime& startedAt, const std::string& model, const std::string& failure = {});
    /// Forgets a set-up and leaves the files as they are.
    Result<void> forget(const std::string& client);

private:
    class Private;
    /// The content of the file after undoing the set-up.
    Result<Undone> restored(const FileNow& now, const SetupRecord& record) const;

    std::shared_ptr<const ClientCatalog> m_catalog;
    std::unique_ptr<Private> d;
};

} // namespace gateway::clients
