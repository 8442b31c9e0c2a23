#include "client_setups.h"

#include "base_address.h"
#include "client_conflicts.h"
#include "client_edits.h"
#include "client_files.h"
#include "client_version.h"
#include "setup_state.h"
#include "shown_diff.h"

#include "gateway/config/config_file.h"
#include "gateway/core/files/file_writer.h"

#include <QDir>
#include <QProcessEnvironment>

#include <algorithm>
#include <tuple>
#include <utility>

namespace gateway::clients {

namespace {

tl::unexpected<Error> ofFile(const Surroundings& surroundings, const QString& path, Error error)
{
    error.message = {QT_TRANSLATE_NOOP("Error", "%1: %2"), {shownPath(surroundings, path), error.message}};
    return tl::unexpected(std::move(error));
}

tl::unexpected<Error> hasChanged(const Surroundings& surroundings, const QString& path)
{
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 has changed since the change was shown; review it again"), {shownPath(surroundings, path)}});
}

std::string hashOf(const std::optional<std::string>& bytes) { return bytes ? sha256Of(*bytes) : std::string(); }

} // namespace

/// The present state of a client's file.
struct FileNow {
    const ClientFile* file = nullptr;
    QString path;
    std::optional<std::string> bytes; ///< none: there is no file
    Json tree;
    int mode = 0; ///< of the file; where there is none, of one that is made in its place (0: for its owner alone)

    std::string text() const { return bytes.value_or(std::string()); }
};

/// A file with its set-up undone.
struct Undone {
    std::optional<std::string> bytes; ///< none: no file
    bool ledHere = false;             ///< it did without that set-up, and does no more
    std::vector<std::string> kept = {}; ///< as of `TakenBack`, likewise below
    std::vector<std::string> lost = {};
    std::vector<std::string> elsewhere = {};
    bool hasNoCopy = false;
};

class ClientSetups::Private {
public:
    explicit Private(Surroundings from) : surroundings(std::move(from)), state(surroundings.dataDir) {}

    /// The path written by the set-up, if any: another place may be in use now.
    QString pathFor(const ClientFile& file, const SetupRecord* record) const
    {
        const QStringList paths = candidatesOf(surroundings, file);
        const auto written = std::ranges::find_if(paths, [&](const QString& path) { return record && record->find(path.toStdString()); });
        return written == paths.end() ? paths.front() : *written;
    }

    Result<FileNow> read(const ClientFile& file, const SetupRecord* record = nullptr) const
    {
        FileNow now{&file, pathFor(file, record), {}, {}, 0};
        now.mode = modeOfClientFile(now.path);
        auto bytes = readClientFile(now.path);
        if (!bytes)
            return tl::unexpected(bytes.error());
        now.bytes = std::move(*bytes);
        auto tree = parseText(file.format, now.text());
        if (!tree)
            return ofFile(surroundings, now.path, tree.error());
        now.tree = std::move(*tree);
        return now;
    }

    /// The files that a set-up writes.
    std::vector<const ClientFile*> filesInForce(const ClientEntry& entry) const
    {
        std::vector<const ClientFile*> files;
        for (const ClientFile& file : entry.files)
            files.push_back(&fileInForce(surroundings, file));
        return files;
    }

    /// The files that the set-up has written; others may be in use now, if somebody has created them.
    std::vector<const ClientFile*> filesOf(const ClientEntry& entry, const SetupRecord* record) const
    {
        std::vector<const ClientFile*> files = filesInForce(entry);
        const auto isWritten = [&](const ClientFile& file) { return record && record->find(pathFor(file, record).toStdString()); };
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (isWritten(entry.files[i]))
                files[i] = &entry.files[i];
            for (const ClientFile& other : entry.files[i].instead)
                if (!isWritten(*files[i]) && isWritten(other))
                    files[i] = &other;
        }
        return files;
    }

    Result<std::vector<FileNow>> readAll(const ClientEntry& entry) const
    {
        std::vector<FileNow> all;
        for (const ClientFile* const file : filesInForce(entry)) {
            auto now = read(*file);
            if (!now)
                return tl::unexpected(now.error());
            all.push_back(std::move(*now));
        }
        return all;
    }

    /// Errors: InvalidRequest if a file has changed since `plan`; Io if one that must be changed is not writable.
    Result<void> check(const SetupPlan& plan, const std::vector<FileNow>& files) const
    {
        for (std::size_t i = 0; i < files.size(); ++i)
            if (i >= plan.files.size() || plan.files[i].before_sha256 != hashOf(files[i].bytes))
                return hasChanged(surroundings, files[i].path);
        for (std::size_t i = 0; i < files.size(); ++i)
            if (!plan.files[i].isUnchanged)
                if (auto may = checkClientFile(files[i].path); !may)
                    return may;
        return {};
    }

    FileChange changeOf(const FileNow& now, const std::optional<std::string>& after, const Placeholders& values) const
    {
        std::vector<std::string> secrets = secretsIn(*now.file, now.tree, values);
        if (after)
            if (const auto tree = parseText(now.file->format, *after))
                std::ranges::move(secretsIn(*now.file, *tree, values), std::back_inserter(secrets));
        return {now.path, config::behindLinks(now.path), !now.bytes, now.bytes == after, shownDiff(now.file->format, now.text(), after.value_or(std::string()), secrets, values.model), hashOf(now.bytes)};
    }

    /// The content before the set-up. Errors: Io.
    Result<Undone> before(const ClientFile& file, const FileRecord& known, const SetupRecord& record) const
    {
        if (known.wasMissing || record.isFromBackup)
            return Undone{};
        auto backup = state.readBackup(known, record.client);
        if (!backup)
            return withoutCopy(file, record);
        auto undone = unlessHere(file, std::move(*backup), {record.base, {}, record.model});
        undone.ledHere |= known.ledHere;
        return undone;
    }

    /// The copy of the previous file is missing: removes from the present file only what leads to the gateway.
    Result<Undone> withoutCopy(const ClientFile& file, const SetupRecord& record) const
    {
        const auto now = read(file, &record);
        if (!now)
            return tl::unexpected(now.error());
        if (!now->bytes)
            return Undone{{}, false, {}, {}, {}, true};
        auto away = ledAway(file, *now->bytes, {record.base, {}, record.model});
        if (!away)
            return ofFile(surroundings, now->path, away.error());
        return Undone{std::move(*away), false, {}, {}, {}, true};
    }

    /// `bytes` without what leads to the gateway: a copy with that would not undo anything.
    static Undone unlessHere(const ClientFile& file, std::string bytes, const Placeholders& values)
    {
        const auto tree = parseText(file.format, bytes);
        const auto away = tree && pointsTo(file, *tree, values) ? ledAway(file, bytes, values) : Result<std::string>(bytes);
        if (!away || *away == bytes)
            return {std::move(bytes), false};
        return {*away, true};
    }

    /// The content that the file would have without any set-up, for the copy to keep.
    /// Errors: Io; InvalidRequest if it cannot be determined.
    Result<Undone> withoutUs(const FileNow& now, const std::optional<SetupRecord>& record, const Placeholders& wanted) const
    {
        if (!now.bytes)
            return Undone{};
        const FileRecord* const known = record ? record->find(now.path.toStdString()) : nullptr;
        if (!known)
            return unlessHere(*now.file, *now.bytes, wanted);
        if (record->isFromBackup) // the previous content is unknown: removes only what leads to the gateway
            return unlessHere(*now.file, *now.bytes, wanted.base.empty() ? Placeholders{record->base, {}, record->model} : wanted);
        auto undone = before(*now.file, *known, *record);
        if (!undone || sha256Of(*now.bytes) == known->after_sha256 || undone->hasNoCopy)
            return undone;
        Written written{{record->base, {}, record->model}, record->keySha256, wanted.base, {}};
        written.text = writtenText(now, undone->bytes, *known, written);
        auto made = takenBack(*now.file, *now.bytes, undone->bytes, written);
        if (!made)
            return ofFile(surroundings, now.path, made.error());
        return Undone{std::move(made->text), undone->ledHere, std::move(made->kept), std::move(made->lost), std::move(made->elsewhere)};
    }

    /// What a set-up made of `before`, as far as known: the key it wrote is only in the file.
    static std::optional<std::string> writtenText(const FileNow& now, const std::optional<std::string>& before, const FileRecord& known, const Written& written)
    {
        Placeholders values = written.values;
        values.key = keyIn(*now.file, now.tree, values);
        const auto tree = parseText(now.file->format, before.value_or(std::string()));
        auto text = tree ? editText(now.file->format, before.value_or(std::string()), editsFor(*now.file, *tree, values)) : Result<std::string>(tl::unexpected(tree.error()));
        return text && sha256Of(*text) == known.after_sha256 ? std::optional(std::move(*text)) : std::nullopt;
    }

    /// Possible reasons why no request has arrived since a set-up.
    std::vector<Conflict> conflictsSince(const ClientEntry& entry, const SetupRecord& record) const
    {
        const auto files = filesOf(entry, &record);
        auto conflicts = lookAround(surroundings, entry, files, {record.base, {}, record.model}).conflicts;
        for (std::size_t i = 0; i < files.size(); ++i)
            if (const ClientFile& inForce = fileInForce(surroundings, entry.files[i]); &inForce != files[i] || pathOf(surroundings, inForce) != pathFor(*files[i], &record))
                conflicts.insert(conflicts.begin(), Conflict{Conflict::Kind::WholeFile, {}, shownPath(surroundings, pathOf(surroundings, inForce))});
        return conflicts;
    }

    /// Writes all files, or leaves all unchanged. `targets`: their new contents.
    Result<void> write(const std::vector<FileNow>& files, const std::vector<std::optional<std::string>>& targets) const
    {
        std::vector<ClientFileWrite> writes;
        for (std::size_t i = 0; i < files.size(); ++i)
            writes.push_back(writing(files[i], targets[i]));
        for (std::size_t i = 0; i < files.size(); ++i)
            if (auto prepared = files[i].bytes == targets[i] ? Result<void>() : writes[i].prepare(); !prepared)
                return prepared;
        for (std::size_t i = 0; i < files.size(); ++i) {
            auto written = files[i].bytes == targets[i] ? Result<void>() : writes[i].commit();
            if (const auto there = readClientFile(files[i].path); written && (!there || *there != targets[i]))
                written = failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "%1 does not contain what was written to it"), {shownPath(surroundings, files[i].path)}});
            if (written)
                continue;
            for (std::size_t done = 0; done <= i; ++done)
                if (const auto there = readClientFile(files[done].path); !there || *there != files[done].bytes)
                    if (auto back = writing(files[done], files[done].bytes); back.prepare())
                        std::ignore = back.commit();
            return written;
        }
        return {};
    }

    ClientFileWrite writing(const FileNow& file, const std::optional<std::string>& bytes) const
    {
        return {file.path, bytes, file.mode, files::copyFolderIn(surroundings.dataDir)};
    }

    /// Empty: unknown.
    std::string versionOf(const ClientEntry& entry) const
    {
        const auto asked = askedVersions.find(entry.id);
        return asked != askedVersions.end() ? asked->second : versionInFiles(surroundings, entry);
    }

    Surroundings surroundings;
    SetupState state;
    std::map<std::string, std::string> askedVersions;
};

Surroundings Surroundings::ofProcess(const QString& dataDir)
{
    Surroundings surroundings{QDir::homePath(), dataDir, {}, {}, thisSystem()};
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys())
        surroundings.environment.emplace(name.toStdString(), environment.value(name).toStdString());
    surroundings.currentFolder = QDir::currentPath();
    surroundings.programFolders = environment.value(QStringLiteral("PATH")).split(QDir::listSeparator(), Qt::SkipEmptyParts);
    // Folders used by installers of such tools; a program started from a menu has a short PATH.
    for (const char* const folder : {".local/bin", ".npm-global/bin", ".bun/bin", ".cargo/bin", "go/bin"})
        surroundings.programFolders << surroundings.home + QLatin1Char('/') + QLatin1String(folder);
    return surroundings;
}

bool SetupPlan::changesNothing() const
{
    return !needsKey && std::all_of(files.begin(), files.end(), [](const FileChange& file) { return file.isUnchanged; });
}

ClientSetups::ClientSetups(std::shared_ptr<const ClientCatalog> catalog, Surroundings surroundings)
    : m_catalog(std::move(catalog)), d(std::make_unique<Private>(std::move(surroundings)))
{
}

ClientSetups::~ClientSetups() = default;

std::vector<ClientState> ClientSetups::detect(const std::string& base) const
{
    std::vector<ClientState> all;
    for (const ClientEntry& entry : m_catalog->entries())
        if (auto each = state(entry.id, base))
            all.push_back(std::move(*each));
    return all;
}

Result<ClientState> ClientSetups::state(const std::string& client, const std::string& base) const
{
    const ClientEntry* const entry = m_catalog->find(client);
    if (!entry)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "unknown client \"%1\""), {client}});
    ClientState state;
    state.id = entry->id;
    state.foundAs = foundAs(d->surroundings, *entry);
    state.isInstalled = !state.foundAs.empty();
    state.version = d->versionOf(*entry);
    state.versionRule = ruleFor(*entry, state.version);
    const auto record = d->state.find(client);
    const SetupRecord* const known = record && *record ? &**record : nullptr;
    if (known) {
        state.isSetUp = true;
        state.consumer = known->consumer;
        state.keySha256 = known->keySha256;
        state.base = known->base;
        state.misses = missesBase(known->base, base);
        state.model = known->model;
        state.setUpAt = known->setUpAt;
        state.firstSeenAt = known->firstSeenAt;
        state.firstModel = known->firstModel;
        state.failedAt = known->failedAt;
        state.failure = known->failure;
        state.failedModel = known->failedModel;
        state.drift = Drift::None;
        if (!known->firstSeenAt.isValid())
            state.conflicts = d->conflictsSince(*entry, *known);
    }
    for (const ClientFile* const each : d->filesOf(*entry, known)) {
        const ClientFile& file = *each;
        const QString path = d->pathFor(file, known);
        state.files.push_back(path.toStdString());
        const auto now = d->read(file, known);
        if (now && pointsTo(file, now->tree, {base, {}, known ? known->model : std::string()}))
            state.pointsHere = true;
        const FileRecord* const written = known ? known->find(path.toStdString()) : nullptr;
        if (!written || (now && hashOf(now->bytes) == written->after_sha256))
            continue;
        Drift drift = !now ? Drift::Unreadable : now->bytes ? Drift::Elsewhere : Drift::Gone;
        if (now && now->bytes)
            for (std::string& field : changedFields(file, now->tree, *known)) {
                drift = Drift::Ours;
                state.changedFields.push_back(std::move(field));
            }
        state.drift = std::max(state.drift, drift);
    }
    return state;
}

Result<std::string> ClientSetups::askVersion(const std::string& client)
{
    const ClientEntry* const entry = m_catalog->find(client);
    if (!entry)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "unknown client \"%1\""), {client}});
    auto version = askedVersion(d->surroundings, *entry);
    if (version)
        d->askedVersions[client] = *version;
    return version;
}

Result<SetupPlan> ClientSetups::plan(const SetupWish& wish) const
{
    const ClientEntry* const entry = m_catalog->find(wish.client);
    if (!entry)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "unknown client \"%1\""), {wish.client}});
    if (entry->kind == ClientKind::Cannot)
        return failure(ErrorKind::InvalidRequest, asIs(entry->cannot.en));
    const std::string version = d->versionOf(*entry);
    if (const VersionRule* const rule = ruleFor(*entry, version); rule && rule->refuses)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 %2: %3"), {entry->name, version, rule->text.en}});
    if (entry->needsModel && wish.model.empty())
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 does not fetch a list of models: name the model that it should use"), {entry->name}});
    const auto record = d->state.find(wish.client);
    const auto files = d->readAll(*entry);
    if (!record || !files)
        return tl::unexpected(!record ? record.error() : files.error());
    SetupPlan plan;
    plan.wish = wish;
    plan.wish.base = usualBase(wish.base);
    plan.model = wish.model;
    Placeholders values{plan.wish.base, {}, wish.model};
    bool hasKeyField = false;
    for (const FileNow& now : *files) {
        if (plan.model.empty())
            plan.model = modelIn(*now.file, now.tree);
        hasKeyField |= std::any_of(now.file->fields.begin(), now.file->fields.end(), [](const ClientField& field) { return field.isKey; });
        if (const std::string key = keyIn(*now.file, now.tree, values); !key.empty() && wish.knownKeys.contains(sha256Of(key))) {
            plan.needsKey = false;
            plan.keptKeySha256 = sha256Of(key);
            values.key = key;
        }
    }
    if (!hasKeyField && !entry->files.empty() && *record && wish.knownKeys.contains((*record)->keySha256)) {
        plan.needsKey = false;
        plan.keptKeySha256 = (*record)->keySha256;
    }
    if (values.key.empty())
        values.key = keyToCome();
    for (const FileNow& now : *files) {
        const auto after = editText(now.file->format, now.text(), editsFor(*now.file, now.tree, values));
        if (!after)
            return ofFile(d->surroundings, now.path, after.error());
        plan.files.push_back(d->changeOf(now, *after, values));
    }
    LookedAround around = lookAround(d->surroundings, *entry, d->filesInForce(*entry), values);
    plan.conflicts = std::move(around.conflicts);
    plan.asked = std::move(around.asked);
    return plan;
}

Result<void> ClientSetups::check(const SetupPlan& plan) const
{
    const ClientEntry* const entry = m_catalog->find(plan.wish.client);
    const auto files = entry ? d->readAll(*entry) : Result<std::vector<FileNow>>();
    return files ? d->check(plan, *files) : tl::unexpected(files.error());
}

Result<void> ClientSetups::apply(const SetupPlan& plan, const Secret& key, const std::string& keySha256, const std::string& consumer)
{
    const ClientEntry* const entry = m_catalog->find(plan.wish.client);
    const auto record = d->state.find(plan.wish.client);
    const auto files = entry ? d->readAll(*entry) : Result<std::vector<FileNow>>();
    if (!record || !files)
        return tl::unexpected(!record ? record.error() : files.error());
    if (auto asPlanned = d->check(plan, *files); !asPlanned)
        return asPlanned;
    SetupRecord made{plan.wish.client, consumer, plan.needsKey ? keySha256 : plan.keptKeySha256, plan.wish.base, plan.wish.model,
        QDateTime::currentDateTimeUtc(), {}};
    made.route = plan.route || !*record ? plan.route : (*record)->route;
    std::vector<std::optional<std::string>> targets;
    for (std::size_t i = 0; i < files->size(); ++i) {
        const FileNow& now = (*files)[i];
        Placeholders values{plan.wish.base, key.reveal(), plan.wish.model};
        if (!plan.needsKey)
            values.key = keyIn(*now.file, now.tree, values);
        auto after = editText(now.file->format, now.text(), editsFor(*now.file, now.tree, values));
        const auto undone = after ? d->withoutUs(now, *record, values) : Result<Undone>();
        if (!after || !undone)
            return ofFile(d->surroundings, now.path, !after ? after.error() : undone.error());
        const std::optional<std::string>& before = undone->bytes;
        FileRecord written{now.path.toStdString(), !before, {}, hashOf(before), sha256Of(*after), undone->ledHere || undone->hasNoCopy, before ? now.mode : 0};
        const FileRecord* const known = *record ? (*record)->find(written.path) : nullptr;
        if (before && known && known->before_sha256 == written.before_sha256) {
            written.backup = known->backup;
        } else if (before) {
            auto backup = d->state.backUp(made.client, now.path, *before);
            if (!backup)
                return tl::unexpected(backup.error());
            written.backup = std::move(*backup);
        }
        made.files.push_back(std::move(written));
        targets.emplace_back(std::move(*after));
    }
    if (auto written = d->write(*files, targets); !written)
        return written;
    if (auto kept = d->state.put(made); !kept) {
        std::vector<FileNow> now = *files;
        for (std::size_t i = 0; i < now.size(); ++i)
            std::swap(now[i].bytes, targets[i]);
        std::ignore = d->write(now, targets);
        return kept;
    }
    return {};
}

Result<RestorePlan> ClientSetups::planRestore(const std::string& client) const
{
    const ClientEntry* const entry = m_catalog->find(client);
    const auto found = d->state.find(client);
    if (!found)
        return tl::unexpected(found.error());
    if (!entry || !*found)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "\"%1\" was not set up by Signalbox, so there is nothing to restore"), {client}});
    const SetupRecord& record = **found;
    RestorePlan plan{client, record.consumer, record.keySha256, record.route, {}};
    for (const ClientFile* const each : d->filesOf(*entry, &record)) {
        const ClientFile& file = *each;
        const FileRecord* const written = record.find(d->pathFor(file, &record).toStdString());
        if (!written)
            continue;
        const auto now = d->read(file, &record);
        if (!now)
            return tl::unexpected(now.error());
        const auto undone = restored(*now, record);
        if (!undone)
            return tl::unexpected(undone.error());
        const Placeholders values{record.base, {}, record.model};
        const bool isAsWritten = !now->bytes || hashOf(now->bytes) == written->after_sha256;
        plan.files.push_back({d->changeOf(*now, undone->bytes, values), isAsWritten && !undone->ledHere && !undone->hasNoCopy, !undone->bytes && now->bytes, undone->ledHere, undone->kept, undone->lost, undone->elsewhere, undone->hasNoCopy});
    }
    return plan;
}

Result<Undone> ClientSetups::restored(const FileNow& now, const SetupRecord& record) const
{
    const FileRecord& written = *record.find(now.path.toStdString());
    if (!now.bytes)
        return d->before(*now.file, written, record);
    auto undone = d->withoutUs(now, record, {});
    if (undone && undone->bytes && written.wasMissing && parseText(now.file->format, *undone->bytes)->empty())
        undone->bytes.reset(); // the file did not exist before and would be empty now
    return undone;
}

Result<void> ClientSetups::restore(const RestorePlan& plan)
{
    const ClientEntry* const entry = m_catalog->find(plan.client);
    const auto found = d->state.find(plan.client);
    if (!found || !*found || !entry)
        return found ? Result<void>() : tl::unexpected(found.error());
    std::vector<FileNow> files;
    std::vector<std::optional<std::string>> targets;
    for (const ClientFile* const written : d->filesOf(*entry, &**found)) {
        const ClientFile& file = *written;
        const QString path = d->pathFor(file, &**found);
        if (!(*found)->find(path.toStdString()))
            continue;
        auto now = d->read(file, &**found);
        if (!now)
            return tl::unexpected(now.error());
        const auto planned = std::find_if(plan.files.begin(), plan.files.end(), [&](const RestorePlan::File& each) { return each.change.path == path; });
        if (planned == plan.files.end() || planned->change.before_sha256 != hashOf(now->bytes))
            return hasChanged(d->surroundings, path);
        auto undone = restored(*now, **found);
        if (!undone)
            return tl::unexpected(undone.error());
        if (!now->bytes)
            now->mode = (*found)->find(path.toStdString())->mode;
        files.push_back(std::move(*now));
        targets.push_back(std::move(undone->bytes));
    }
    if (auto written = d->write(files, targets); !written)
        return written;
    return d->state.remove(plan.client);
}

Result<NotedRequest> ClientSetups::noteRequest(const std::string& consumer, const QDateTime& startedAt, const std::string& model, const std::string& failure)
{
    const auto records = d->state.read();
    if (!records)
        return tl::unexpected(records.error());
    NotedRequest noted{false, true};
    for (const SetupRecord& record : *records) {
        if (record.consumer != consumer || record.firstSeenAt.isValid())
            continue;
        const bool isSince = record.setUpAt.isValid() && startedAt >= record.setUpAt; // the record has whole seconds, rounded down
        noted.isSettled &= isSince && failure.empty();
        if (!isSince || (!failure.empty() && record.failure == failure))
            continue;
        SetupRecord seen = record;
        const bool hasFailed = !failure.empty();
        (hasFailed ? seen.failedAt : seen.firstSeenAt) = startedAt.toUTC();
        (hasFailed ? seen.failedModel : seen.firstModel) = model;
        seen.failure = failure;
        if (auto kept = d->state.put(seen); !kept)
            return tl::unexpected(kept.error());
        noted.isNews = true;
    }
    return noted;
}

Result<void> ClientSetups::forget(const std::string& client) { return d->state.remove(client); }

} // namespace gateway::clients
