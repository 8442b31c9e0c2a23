#include "config_service.h"

#include "gateway/clients/given_keys.h"
#include "gateway/config/key_search.h"
#include "gateway/config/history/lost_configuration.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/log.h"
#include "gateway/host/checks/provider_checks.h"
#include "gateway/host/clients/revoked_keys.h"

#include <QFile>
#include <QThread>

#include <algorithm>
#include <iterator>

namespace gateway::host {

namespace {

constexpr std::size_t kMostSteps = 50; // undo steps; the history has more

const config::Issue* firstError(const std::vector<config::Issue>& issues)
{
    const auto error = std::find_if(issues.begin(), issues.end(), [](const config::Issue& issue) {
        return issue.level == config::Issue::Level::Error;
    });
    return error == issues.end() ? nullptr : &*error;
}

} // namespace

ConfigService::ConfigService(const HostOptions& options, const providers::Catalog& catalog, QThread& storage, QObject* parent)
    : ConfigEditing(parent), m_options(options), m_catalog(catalog), m_history(config::ConfigHistory::folderIn(options.dataDir)),
      m_file(new config::ConfigFile(options.configFile, files::copyFolderIn(options.dataDir)))
{
    m_file->moveToThread(&storage);
    connect(&storage, &QThread::finished, m_file, &QObject::deleteLater);
    connect(m_file, &config::ConfigFile::changed, this, &ConfigService::take);
}

ConfigService::~ConfigService()
{
    delete m_file.data(); // it still exists if the thread never ran
}

Result<void> ConfigService::load()
{
    const WallTime readAt = std::chrono::system_clock::now();
    config::FileText text = config::readConfigFile(m_options.configFile);
    const auto recovered = text && !*text ? config::recoverConfigFile(m_options.configFile) : std::nullopt;
    if (recovered)
        text = config::readConfigFile(m_options.configFile);
    const auto dangling = text && !*text ? config::danglingLink(m_options.configFile) : std::nullopt;
    if (dangling && m_options.configGiven && !m_options.createConfig)
        return failure(ErrorKind::ConfigInvalid, {QT_TRANSLATE_NOOP("Error", "%1: %2"), {m_options.configFile.toStdString(), dangling->message}});
    if (text && !*text && m_options.configGiven && !m_options.createConfig)
        return failure(ErrorKind::ConfigInvalid, {QT_TRANSLATE_NOOP("Error", "File %1 does not exist. Create it, or start without --config to use the demo."), {m_options.configFile.toStdString()}});
    auto taken = takeText(text, readAt);
    if (recovered)
        m_issues.push_back({config::Issue::Level::Warning, {}, {QT_TRANSLATE_NOOP("Configuration", "the configuration file was missing; it was replaced by %1, which "
        "an interrupted write had left"), {recovered->toStdString()}}});
    m_file->watch(text);
    if (taken && !*text && m_options.configGiven && m_options.createConfig) // creates a file that the user can edit
        m_file->write(m_document.toText(), this, [this](const Result<void>& written) {
            m_hasFile = written.has_value();
            if (written) {
                m_text = inForce();
                m_onDisk = *m_text;
            }
            if (!written)
                qCWarning(logConfig, "%s", written.error().text().c_str());
        });
    return taken;
}

config::Settings ConfigService::withOptions(config::Settings settings) const
{
    if (m_options.address)
        settings.listen.address = *m_options.address;
    if (settings.listen.address == "localhost") // as on the command line
        settings.listen.address = "127.0.0.1";
    if (m_options.httpPort)
        settings.listen.httpPort = *m_options.httpPort;
    if (m_options.httpsPort)
        settings.listen.httpsPort = *m_options.httpsPort;
    if (m_options.logLevel)
        settings.log.level = *m_options.logLevel;
    return settings;
}

/// The checks beyond the document: those that need the catalog and the command line.
Result<void> ConfigService::check(const config::Settings& settings, std::vector<config::Issue>& issues) const
{
    const config::Mistakes mistakes(issues);
    for (config::Issue& issue : checkProviders(settings, m_catalog, mistakes))
        issues.push_back(std::move(issue));
    const std::string address = withOptions(settings).listen.address;
    const bool isTold = mistakes.touch("consumers") || mistakes.hide("listen.address");
    if (!config::isLoopbackAddress(address) && !config::hasConsumerKey(settings) && !isTold)
        issues.push_back({config::Issue::Level::Error, "listen.address",
                          {QT_TRANSLATE_NOOP("Configuration", "\"%1\" is not a loopback address, so every caller needs a consumer key: add one to \"consumers\""), {address}}});
    const config::Issue* error = firstError(issues);
    return error ? Result<void>(failure(errorOf(*error))) : Result<void>();
}

Result<config::Document> ConfigService::read(const config::FileText& text, std::vector<config::Issue>& issues) const
{
    if (!*text)
        return config::Document();
    // A program without a user interface does not guess at unknown settings.
    return config::Document::parse(**text, issues, m_isNewer && m_options.startWithBadFile ? config::Document::Versions::Any : config::Document::Versions::Ours);
}

Result<void> ConfigService::takeText(const config::FileText& text, WallTime readAt)
{
    if (!text) {
        m_isInvalid = true;
        m_issues = {{config::Issue::Level::Error, {}, text.error().message}};
        return failure(text.error());
    }
    m_hasFile = text->has_value();
    m_onDisk = *text;
    const auto lost = *text ? config::lostConfiguration(**text, m_options.configFile, m_options.dataDir) : std::nullopt;
    if (lost && files::isLostContent(**text)) {
        m_isInvalid = true;
        m_isNewer = false;
        m_issues = {*lost};
        return failure(errorOf(*lost));
    }
    m_isNewer = *text && config::Document::isNewer(**text);
    std::vector<config::Issue> issues;
    Result<config::Document> document = read(text, issues);
    Result<void> checked = document.map([](const config::Document&) {});
    if (document)
        checked = check(document->settings(), issues);
    else if (const auto readable = config::Document::readable(**text, issues))
        static_cast<void>(check(*readable, issues)); // reports all further issues, not only the first
    if (const auto dangling = *text ? std::nullopt : config::danglingLink(m_options.configFile))
        issues.push_back(*dangling);
    if (!checked && lost) {
        issues.insert(issues.begin(), *lost);
        checked = failure(errorOf(*lost));
    }
    m_issues = std::move(issues);
    m_isInvalid = !checked;
    if (!checked)
        return checked;
    m_document = std::move(*document);
    clients::noteRevoked(m_revoked, m_document.settings());
    if (*text && (!m_text || *m_text != **text)) {
        forgetSteps();
        keepVersion(std::nullopt, **text, config::Author::File, readAt);
    }
    m_text = *text ? std::make_shared<const std::string>(**text) : nullptr;
    return checked;
}

void ConfigService::take(const config::FileText& text, WallTime readAt)
{
    if (text && !*text && m_hasFile) {
        m_onDisk.reset();
        m_issues = {{config::Issue::Level::Warning, {}, QT_TRANSLATE_NOOP("Configuration", "the configuration file is missing; the configuration in use stays in "
        "force until the file is back, or until the next start")}};
        qCWarning(logConfig, "%s: %s", qUtf8Printable(m_options.configFile), toText(m_issues.front().message).c_str());
        Q_EMIT issuesChanged();
        return;
    }
    const config::Settings before = m_document.settings();
    const auto taken = takeText(text, readAt);
    for (const config::Issue& issue : m_issues)
        qCWarning(logConfig, "%s: %s", qUtf8Printable(m_options.configFile), config::toText(issue).c_str());
    if (!taken)
        qCWarning(logConfig, "The configuration file is not valid; the previous configuration stays in force");
    else
        qCInfo(logConfig, "The configuration file was reloaded");
    Q_EMIT issuesChanged();
    if (taken && before != m_document.settings())
        Q_EMIT settingsChanged();
}

void ConfigService::reload(std::function<void()> then)
{
    m_file->read(this, [this, then = std::move(then), asked = std::chrono::system_clock::now()](const config::FileText& text) {
        take(text, asked);
        if (then)
            then();
    });
}

void ConfigService::change(const config::Settings& next, ChangeDone done)
{
    begin({Change::Kind::Settings, next, {}, {}, std::move(done), false});
}

std::optional<ConfigEditing::Parts> ConfigService::undoable() const
{
    return m_done.empty() ? std::nullopt : std::optional(m_done.back().parts);
}

std::optional<ConfigEditing::Parts> ConfigService::redoable() const
{
    return m_undone.empty() ? std::nullopt : std::optional(m_undone.back().parts);
}

std::vector<std::string> ConfigService::keysTakenByUndo() const
{
    std::vector<std::string> taken;
    std::vector<config::Issue> issues;
    const auto before = m_done.empty() ? Result<config::Document>(config::Document()) : config::Document::parse(*m_done.back().before, issues);
    if (m_done.empty() || !before)
        return taken;
    std::ranges::set_difference(clients::acceptedKeys(settings()), clients::acceptedKeys(before->settings()), std::back_inserter(taken));
    return taken;
}

void ConfigService::undo(Done done) { begin({Change::Kind::Undo, {}, {}, {}, std::move(done), false}); }

void ConfigService::redo(Done done) { begin({Change::Kind::Redo, {}, {}, {}, std::move(done), false}); }

void ConfigService::afterChanges(std::function<void()> then)
{
    if (m_changes.empty())
        return then();
    begin({Change::Kind::None, {}, {}, {}, [then = std::move(then)](const Result<void>&) { then(); }, false});
}

void ConfigService::replaceText(std::string text, std::optional<std::string> base, Done done)
{
    begin({Change::Kind::Text, {}, std::move(text), std::move(base), std::move(done), false});
}

void ConfigService::dropFields(std::vector<std::string> paths, Done done)
{
    begin({Change::Kind::Fields, {}, {}, {}, std::move(done), false, {}, std::move(paths)});
}

void ConfigService::begin(Change change)
{
    m_changes.push_back(std::move(change));
    if (m_changes.size() == 1)
        write();
}

void ConfigService::written(const Result<void>& result)
{
    const Done done = std::move(m_changes.front().done);
    m_changes.pop_front();
    const bool isAnyWaiting = !m_changes.empty(); // a change that `done` begins while none waits writes itself
    done(result);
    if (isAnyWaiting)
        write();
}

ConfigService::Text ConfigService::inForce() const
{
    return m_text ? m_text : std::make_shared<const std::string>(m_document.toText());
}

/// The change is rejected because of `issue`.
tl::unexpected<Error> ConfigService::refused(const config::Issue& issue, ErrorKind kind)
{
    Error error = errorOf(issue);
    error.kind = kind;
    m_refusals.assign(1, issue);
    return failure(std::move(error));
}

/// The change is rejected because of the errors among `issues`, or of `error` if there are none.
tl::unexpected<Error> ConfigService::refused(const std::vector<config::Issue>& issues, Error error)
{
    std::vector<config::Issue> errors;
    std::ranges::copy_if(issues, std::back_inserter(errors), [](const config::Issue& issue) { return issue.level == config::Issue::Level::Error; });
    if (errors.empty())
        return failure(std::move(error));
    m_refusals = std::move(errors);
    return failure(errorOf(m_refusals.front()));
}

Result<ConfigService::Prepared> ConfigService::parsed(Text text)
{
    std::vector<config::Issue> issues;
    auto document = config::Document::parse(*text, issues);
    if (!document)
        return refused(issues, document.error());
    if (auto checked = check(document->settings(), issues); !checked)
        return refused(issues, checked.error());
    return Prepared{std::move(*document), std::move(text), std::move(issues)};
}

Result<ConfigService::Prepared> ConfigService::withRevoked(Result<Prepared> step, const std::set<std::string>& revoked)
{
    if (!step)
        return step;
    const auto still = keepRevoked(step->document, revoked);
    if (!still)
        return failure(still.error());
    if (still->keys > 0)
        step->text = std::make_shared<const std::string>(step->document.toText());
    step->stillRevoked = still->consumers;
    return step;
}

Result<ConfigService::Prepared> ConfigService::prepareSettings(const config::Settings& next)
{
    std::vector<config::Issue> issues;
    Result<config::Document> document = m_document.with(next, issues);
    return preparedOf(std::move(document), std::move(issues));
}

Result<ConfigService::Prepared> ConfigService::prepareFields(const std::vector<std::string>& dropped)
{
    std::vector<config::Issue> issues;
    Result<config::Document> document = m_document.without(dropped, issues);
    return preparedOf(std::move(document), std::move(issues));
}

/// `issues`: those found when `document` was created.
Result<ConfigService::Prepared> ConfigService::preparedOf(Result<config::Document> document, std::vector<config::Issue> issues)
{
    if (document)
        if (auto checked = check(document->settings(), issues); !checked)
            document = tl::unexpected<Error>(std::move(checked.error()));
    if (!document)
        return refused(issues, document.error());
    auto text = std::make_shared<const std::string>(document->toText());
    return Prepared{std::move(*document), std::move(text), std::move(issues)};
}

Result<ConfigService::Prepared> ConfigService::prepare(const Change& change)
{
    using config::Issue;
    if (m_isNewer && !change.isRestoring)
        return refused({Issue::Level::Error, "version",
            QT_TRANSLATE_NOOP("Configuration", "was written by a newer version of Signalbox, so this version only reads the file: update Signalbox, or restore an "
        "older configuration")});
    if (change.kind == Change::Kind::Text) {
        if (change.base != m_onDisk) {
            auto changed = refused({Issue::Level::Error, {}, {QT_TRANSLATE_NOOP("Configuration", "another program changed %1; review the change and try again"), {m_options.configFile.toStdString()}}}, ErrorKind::Io);
            changed.value().param = config::kChangedMeanwhile;
            return changed;
        }
        auto step = parsed(std::make_shared<const std::string>(change.text));
        return change.isRestoring ? withRevoked(std::move(step), change.revoked) : step;
    }
    if (m_isInvalid)
        return refused({Issue::Level::Error, {}, QT_TRANSLATE_NOOP("Configuration", "the configuration file on disk is not valid; correct it first, so that nothing "
        "in it is lost")});
    if (change.kind == Change::Kind::Settings)
        return prepareSettings(change.next);
    if (change.kind == Change::Kind::Fields)
        return prepareFields(change.fields);
    const auto& steps = change.kind == Change::Kind::Undo ? m_done : m_undone;
    if (steps.empty())
        return refused({Issue::Level::Error, {}, QT_TRANSLATE_NOOP("Configuration", "there is nothing to undo")});
    return withRevoked(parsed(change.kind == Change::Kind::Undo ? steps.back().before : steps.back().after), m_revoked);
}

void ConfigService::write()
{
    if (m_changes.front().kind == Change::Kind::None)
        return written({});
    auto prepared = prepare(m_changes.front());
    if (!prepared)
        return written(failure(prepared.error()));
    if (m_changes.front().kind == Change::Kind::Fields && prepared->document.toText() == m_document.toText())
        return written({}); // the file does not contain the fields
    std::string text = *prepared->text;
    m_file->write(std::move(text), this, [this, prepared = std::move(*prepared)](const Result<void>& result) mutable {
        if (result)
            applied(std::move(prepared));
        written(result);
    });
}

void ConfigService::applied(Prepared prepared)
{
    const Text before = inForce();
    std::optional<std::string> stood = m_onDisk; // the previous content, which would be lost otherwise, valid or not; except an invalid
                                                 // one that nobody needs
    if (m_isInvalid && !m_isNewer)
        stood = m_text ? std::optional(*m_text) : std::nullopt;
    m_hasFile = true;
    m_isInvalid = false;
    m_isNewer = false;
    m_document = std::move(prepared.document);
    m_issues = std::move(prepared.issues);
    m_text = std::move(prepared.text);
    m_onDisk = *m_text;
    keepVersion(std::move(stood), *m_text, config::Author::Window, std::chrono::system_clock::now());
    clients::noteRevoked(m_revoked, m_document.settings());
    remember(m_changes.front().kind, before);
    if (!prepared.stillRevoked.empty())
        Q_EMIT stayedRevoked(prepared.stillRevoked);
    Q_EMIT issuesChanged();
    Q_EMIT settingsChanged();
}

void ConfigService::remember(Change::Kind kind, const Text& before)
{
    if (kind == Change::Kind::Undo || kind == Change::Kind::Redo) {
        auto& from = kind == Change::Kind::Undo ? m_done : m_undone;
        auto& to = kind == Change::Kind::Undo ? m_undone : m_done;
        to.push_back(std::move(from.back()));
        from.pop_back();
        const Parts parts = to.back().parts;
        Q_EMIT undoChanged();
        Q_EMIT moved(kind == Change::Kind::Undo ? Move::Undone : Move::Redone, parts);
        return;
    }
    if (*before == *m_text)
        return;
    m_undone.clear();
    m_done.push_back({before, m_text, config::changedParts(*before, *m_text)});
    if (m_done.size() > kMostSteps)
        m_done.erase(m_done.begin());
    const Parts parts = m_done.back().parts;
    Q_EMIT undoChanged();
    Q_EMIT moved(Move::Changed, parts);
}

void ConfigService::forgetSteps()
{
    if (m_done.empty() && m_undone.empty())
        return;
    m_done.clear();
    m_undone.clear();
    Q_EMIT undoChanged();
}

template <class Work, class Then> void ConfigService::ask(Work work, Then then)
{
    if (!m_file)
        return;
    // This lives until the storage thread has ended.
    QMetaObject::invokeMethod(m_file.data(), [this, work = std::move(work), then = std::move(then)]() mutable {
        QMetaObject::invokeMethod(this, [then = std::move(then), answer = work(m_history)]() mutable { then(std::move(answer)); },
            Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void ConfigService::keepVersion(std::optional<std::string> before, std::string after, config::Author author, WallTime time)
{
    ask(
        [before = std::move(before), after = std::move(after), author, time](const config::ConfigHistory& history) {
            return history.keepChange(before, after, author, time);
        },
        [this](const Result<int>& kept) {
            if (!kept)
                qCWarning(logConfig, "This version of the configuration could not be saved: %s", kept.error().text().c_str());
            else
                Q_EMIT versionsChanged();
        });
}

void ConfigService::readText(std::function<void(config::FileText)> done)
{
    m_file->read(this, [this, done = std::move(done), asked = std::chrono::system_clock::now()](const config::FileText& text) {
        if (text && *text != m_onDisk)
            take(text, asked);
        done(text);
    });
}

std::vector<config::Issue> ConfigService::check(const std::string& text) const
{
    std::vector<config::Issue> issues;
    if (const auto readable = config::Document::readable(text, issues))
        static_cast<void>(check(*readable, issues)); // adds to `issues`
    return issues;
}

Result<void> ConfigService::keepDraft(const std::string& text)
{
    dropDraft();
    if (config::mayHoldKey(text))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the unsaved configuration text is not kept because it may contain a key")});
    return config::writeConfigFile(draftFile(), text, config::Previous::Dropped);
}

void ConfigService::readDraft(std::function<void(std::optional<std::string>)> done)
{
    ask([file = draftFile()](const config::ConfigHistory&) { return config::readConfigFile(file); },
        [done = std::move(done)](const config::FileText& text) { done(text ? *text : std::nullopt); });
}

void ConfigService::dropDraft() { QFile::remove(draftFile()); }

void ConfigService::listVersions(std::function<void(Result<std::vector<config::Version>>)> done)
{
    ask([](const config::ConfigHistory& history) { return history.list(); }, std::move(done));
}

void ConfigService::readKept(KeptText read, std::function<void(Result<Kept>)> done)
{
    ask(
        [read = std::move(read)](const config::ConfigHistory& history) {
            return read(history).map([&](std::string text) { return Kept{std::move(text), revokedKeys(history)}; });
        },
        [this, done = std::move(done)](Result<Kept> kept) {
            if (kept) {
                kept->revoked.insert(m_revoked.begin(), m_revoked.end());
                clients::noteRevoked(kept->revoked, settings()); // keys accepted now were accepted again on purpose
            }
            done(std::move(kept));
        });
}

void ConfigService::readRestorable(KeptText read, std::function<void(Result<Restorable>)> done)
{
    readKept(std::move(read), [done = std::move(done)](const Result<Kept>& kept) {
        if (!kept)
            return done(failure(kept.error()));
        Restorable restorable{kept->text};
        std::vector<config::Issue> issues;
        auto document = config::Document::parse(kept->text, issues);
        const auto still = document ? keepRevoked(*document, kept->revoked) : failure(document.error());
        if (still && still->keys > 0)
            restorable = {document->toText(), still->keys};
        done(std::move(restorable));
    });
}

void ConfigService::restore(KeptText read, Done done)
{
    readKept(std::move(read), [this, done = std::move(done)](Result<Kept> kept) mutable {
        if (!kept)
            return done(failure(kept.error()));
        begin({Change::Kind::Text, {}, std::move(kept->text), m_onDisk, std::move(done), true, std::move(kept->revoked)});
    });
}

void ConfigService::readRestorable(int number, std::function<void(Result<Restorable>)> done)
{
    readRestorable(KeptText([number](const config::ConfigHistory& history) { return history.read(number); }), std::move(done));
}

void ConfigService::readRestorable(std::string text, std::function<void(Result<Restorable>)> done)
{
    readRestorable(KeptText([text = std::move(text)](const config::ConfigHistory&) { return Result<std::string>(text); }), std::move(done));
}

void ConfigService::restoreVersion(int number, Done done)
{
    restore([number](const config::ConfigHistory& history) { return history.read(number); }, std::move(done));
}

void ConfigService::restoreText(std::string text, Done done)
{
    restore([text = std::move(text)](const config::ConfigHistory&) { return Result<std::string>(text); }, std::move(done));
}

} // namespace gateway::host
