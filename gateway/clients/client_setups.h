#pragma once

#include "client_catalog.h"
#include "conflict.h"
#include "setup_state.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"

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

/// The machine as far as set-ups are concerned: all of it comes from outside.
struct Surroundings {
    QString home;    ///< absolute
    QString dataDir; ///< absolute; ours
    QStringList programFolders;                     ///< those of PATH
    std::map<std::string, std::string> environment; ///< of this process
    System system = thisSystem();
    QString root = {};          ///< before what is absolute in the catalog; empty: as it is
    QString currentFolder = {}; ///< in which the client is used, as far as that is known

    /// Those of this process.
    static Surroundings ofProcess(const QString& dataDir);
};

/// How a client's files are, compared with what was written there.
enum class Drift {
    NotSetUp, ///< not by us
    None,     ///< as written, byte for byte
    Elsewhere, ///< somebody changed the files; our fields are what they were
    Ours,     ///< a field of ours has another value or is gone
    Gone,     ///< a file is gone
    Unreadable,
};

struct ClientState {
    std::string id;
    bool isInstalled = false;
    std::string foundAs; ///< the program or the folder by which it was found
    std::string version; ///< of the program that was found; empty: not known
    const VersionRule* versionRule = nullptr; ///< what is to be said of it; of the catalog
    std::vector<std::string> files; ///< that a set-up writes, as they are on this machine
    bool pointsHere = false;  ///< its files lead to `base`, whoever wrote them
    bool isSetUp = false;     ///< by us; then:
    std::string consumer;     ///< whose key it has
    std::string keySha256;
    std::string base;
    bool misses = false; ///< that base is another than the gateway's, as far as it has one
    std::string model;
    QDateTime setUpAt;
    Drift drift = Drift::NotSetUp;
    std::vector<std::string> changedFields; ///< Drift::Ours: as `pathText`
    QDateTime firstSeenAt;      ///< when its first request since the set-up began that was answered; not valid: none was
    std::string firstModel;     ///< that this one asked for
    QDateTime failedAt;         ///< none was answered, and one that was not began then
    std::string failure;        ///< what it was told: "403 model_not_allowed"; empty: none has failed
    std::string failedModel;    ///< that this one asked for
    std::vector<Conflict> conflicts; ///< of one that is set up and has sent no request yet that was answered: what may be the cause
    bool isKeyRefused = false; ///< the gateway does not accept the key that it was given (`markRefused` says it)
};

/// What somebody wants to set up.
struct SetupWish {
    std::string client;
    std::string base;  ///< "http://127.0.0.1:8080", without a path; is written as `usualBase`
    std::string model; ///< may be empty unless the client needs one
    /// SHA-256 (hex) of keys that are good for this client: if its file has one of them, it stays.
    std::set<std::string> knownKeys;
};

/// One file as it is and as it would be.
struct FileChange {
    QString path;   ///< as the client opens it
    QString target; ///< where it really is, behind symbolic links
    bool isNew = false;
    bool isUnchanged = false;
    std::string diff; ///< unified; keys and what looks like one are masked
    std::string before_sha256; ///< empty: no file
};

/// A model that a client will ask for.
struct AskedModel {
    std::string name;
    bool isMain = false;    ///< of its conversations; else in the background, such as for titles
    std::string where = {}; ///< what says so: "ANTHROPIC_MODEL in ~/.bashrc, line 3"; empty: it is written, or the client's own

    bool operator==(const AskedModel&) const = default;
};

/// What a set-up would do. Nothing is written yet; holds no key.
struct SetupPlan {
    SetupWish wish;
    bool needsKey = true; ///< false: the file has a good one, which stays
    std::string keptKeySha256; ///< of that one
    std::string model; ///< that the client asks for then: of the wish, else what its file has; empty: its own default
    std::vector<FileChange> files;
    std::optional<AddedRoute> route; ///< for all other names that the client asks for, added with it; empty: none is wanted
    std::vector<Conflict> conflicts; ///< because of which it would have no effect, or not all of it
    std::vector<AskedModel> asked;   ///< as far as it is known; each name once, the main ones first

    bool changesNothing() const;
};

/// What taking a set-up back would do.
struct RestorePlan {
    struct File {
        FileChange change;
        bool isExact = false; ///< the file becomes what it was, byte for byte; else only our fields are taken back
        bool isRemoved = false; ///< there was none before
        bool ledHere = false;   ///< there was one that led to the gateway, too: it becomes that without what does
        std::vector<std::string> kept = {}; ///< what somebody has changed since the set-up, which stays as it is
        std::vector<std::string> lost = {}; ///< likewise, but within what is ours as a whole, with which it goes
        std::vector<std::string> elsewhere = {}; ///< those of `kept` that were ours as a whole: their address leads elsewhere by now
        bool hasNoCopy = false; ///< of what was there before: only what leads to the gateway goes
    };
    std::string client;
    std::string consumer;
    std::string keySha256; ///< of the key that goes out of use
    std::optional<AddedRoute> route; ///< that the set-up added: goes with it
    std::vector<File> files;
};

/// What a request meant to the set-ups.
struct NotedRequest {
    bool isNews = false;    ///< it was the first one of a set-up, or fails in another way than the one before it
    bool isSettled = false; ///< no other of that consumer is waited for, until another set-up is made
};

struct FileNow;
struct Undone;

/// Sets clients up and takes it back. Blocks on files: storage thread. One at a time.
class ClientSetups {
public:
    ClientSetups(std::shared_ptr<const ClientCatalog> catalog, Surroundings surroundings);
    ~ClientSetups();

    const ClientCatalog& catalog() const { return *m_catalog; }

    /// One for each entry, in the catalog's order. `base`: the gateway's, what `pointsHere` and `misses` compare with.
    std::vector<ClientState> detect(const std::string& base) const;
    /// Errors: InvalidRequest for an unknown one.
    Result<ClientState> state(const std::string& client, const std::string& base) const;

    /// Runs the client's program to ask for its version, which is known from then on. Errors: InvalidRequest.
    Result<std::string> askVersion(const std::string& client);

    /// Of a client that is set up by hand the plan has no files: setting it up makes its key.
    /// Errors: InvalidRequest (an unknown client, one that cannot work, a version that it would not work with, no model; a file that cannot be
    /// edited safely: message with line and remedy), Io (cannot be read, is read-only).
    Result<SetupPlan> plan(const SetupWish& wish) const;
    /// Whether the files are still what the plan was made of. Errors: InvalidRequest if one is not; Io.
    Result<void> check(const SetupPlan& plan) const;
    /// Backs up, writes, reads again, remembers. `key`: unused unless the plan needs one; `keySha256`: its.
    /// Errors: InvalidRequest if a file changed since the plan; Io. After an error all files are as they were.
    Result<void> apply(const SetupPlan& plan, const Secret& key, const std::string& keySha256, const std::string& consumer);

    /// Errors: InvalidRequest if the client was not set up by us, or a changed file cannot be edited safely; Io.
    Result<RestorePlan> planRestore(const std::string& client) const;
    /// Errors: InvalidRequest if a file changed since the plan; Io.
    Result<void> restore(const RestorePlan& plan);
    /// A request came by `consumer`: the first one since its set-up that was answered is remembered, until then what others were told.
    /// `failure`: of one that was not answered: "503 no_usable_key". Errors: Io.
    Result<NotedRequest> noteRequest(const std::string& consumer, const QDateTime& startedAt, const std::string& model, const std::string& failure = {});
    /// Forgets a set-up and leaves the files as they are.
    Result<void> forget(const std::string& client);

private:
    class Private;
    /// What the file is to hold once the set-up is taken back.
    Result<Undone> restored(const FileNow& now, const SetupRecord& record) const;

    std::shared_ptr<const ClientCatalog> m_catalog;
    std::unique_ptr<Private> d;
};

} // namespace gateway::clients
