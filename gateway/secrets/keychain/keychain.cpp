#include "keychain.h"

#include "gateway/core/log.h"

#include <qt6keychain/keychain.h>

#include <algorithm>
#include <utility>

namespace gateway::secrets {

namespace {

/// A change is reported by several signals.
constexpr int kSettle_ms = 100;

QString keychainService() { return QStringLiteral("signalbox"); }

Error lockedForChanges()
{
    return {ErrorKind::SecretLocked, "the keychain is locked and nothing was changed: unlock it, and try again"};
}

/// The meaning of a job's failure while the keychain is unlocked. Its message only goes to the log.
Error errorOf(const QKeychain::Job& job)
{
    std::string words = job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorKind::SecretMissing, "the keychain has no entry \"" + job.key().toStdString() + '"', std::move(words)};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
    case QKeychain::CouldNotDeleteEntry:
        return {ErrorKind::SecretDenied, "the keychain denied access: allow access for Signalbox", std::move(words)};
    default:
        return noKeychainService(words);
    }
}

} // namespace

Error keychainLocked() { return {ErrorKind::SecretLocked, "the keychain is locked: unlock it, and the key is then read automatically"}; }

/// A call. It gets one result; a later one only shows that the keychain works.
struct Keychain::Request {
    enum class Kind { Read, Write, Remove, Look };

    Kind kind = Kind::Read;
    std::string name;
    Secret value; ///< to be written
    Done done;
    Late late = {}; ///< of what is written
    std::unique_ptr<QTimer> limit = std::make_unique<QTimer>();
    bool isLocked = false; ///< as the keychain said when the job began

    bool changes() const { return kind == Kind::Write || kind == Kind::Remove; }
};

Keychain::Keychain(const QString& noteFile, int limit_ms) : m_limit_ms(limit_ms), m_choice(makeServiceProbe(), noteFile)
{
    connect(&m_choice, &KeychainChoice::movedChanged, this, &Keychain::movedChanged);
    connect(&m_choice, &KeychainChoice::mayBeSettled, this, &Keychain::mayBeReadable);
    m_entriesChanged.setSingleShot(true);
    m_entriesChanged.setInterval(kSettle_ms);
    connect(&m_entriesChanged, &QTimer::timeout, this, &Keychain::lookForLock);
    connect(this, &Keychain::mayBeReadable, this, &Keychain::takeBackLeft);
    watchLock();
}

Keychain::~Keychain() = default;

void Keychain::read(const std::string& name, Done done)
{
    add(std::make_shared<Request>(Request{Request::Kind::Read, name, Secret(), std::move(done)}));
}

void Keychain::write(const std::string& name, const Secret& value, Done done, Late late)
{
    m_left.erase(name);
    add(std::make_shared<Request>(Request{Request::Kind::Write, name, value, std::move(done), std::move(late)}));
}

void Keychain::remove(const std::string& name, Done done)
{
    add(std::make_shared<Request>(Request{Request::Kind::Remove, name, Secret(), std::move(done)}));
}

void Keychain::look(Done done)
{
    auto request = std::make_shared<Request>(Request{Request::Kind::Look, {}, Secret(), std::move(done)});
    if (m_choice.isSettled()) // whatever is requested now
        QMetaObject::invokeMethod(this, [this, request] { answer(request, Secret()); }, Qt::QueuedConnection);
    else
        add(std::move(request));
}

/// Deletes an unwanted late entry before anything else is done, which may concern the same entry.
void Keychain::takeBack(const std::string& name)
{
    m_left.insert(name);
    const auto done = [this, name](const Result<Secret>& removed) {
        const bool isLater = !removed && (removed.error().kind == ErrorKind::SecretLocked || removed.error().kind == ErrorKind::SecretTimeout);
        if (!isLater)
            m_left.erase(name);
    };
    auto request = std::make_shared<Request>(Request{Request::Kind::Remove, name, Secret(), done});
    m_waiting.push_front(request);
    limit(request);
}

void Keychain::takeBackLeft()
{
    for (const std::string& name : m_left) {
        const bool isUnderWay = (m_running && m_running->name == name) || std::ranges::any_of(m_waiting, [&](const RequestPointer& each) { return each->name == name; });
        if (!isUnderWay)
            takeBack(name);
    }
    startNext();
}

void Keychain::limit(const RequestPointer& request)
{
    request->limit->setSingleShot(true);
    connect(request->limit.get(), &QTimer::timeout, this, [this, weak = std::weak_ptr(request)] {
        if (const RequestPointer late = weak.lock())
            timeOut(late);
    });
    request->limit->start(m_limit_ms);
}

void Keychain::add(RequestPointer request)
{
    limit(request);
    m_waiting.push_back(std::move(request));
    startNext();
}

void Keychain::startNext()
{
    if (m_running || m_isSettling || m_waiting.empty())
        return;
    if (!m_choice.isSettled()) {
        m_isSettling = true;
        m_choice.settle([this](const Result<void>& found) { settled(found); });
        return;
    }
    const RequestPointer next = m_waiting.front();
    m_waiting.pop_front();
    if (next->kind != Request::Kind::Look)
        return start(next);
    answer(next, Secret());
    startNext();
}

void Keychain::settled(const Result<void>& found)
{
    m_isSettling = false;
    const bool hasMissed = std::exchange(m_hasMissed, false);
    if (found) {
        if (m_lockOf != m_choice.likely())
            watchLock();
        startNext();
    } else {
        for (const RequestPointer& each : std::exchange(m_waiting, {}))
            answer(each, failure(found.error()));
    }
    if (hasMissed) // their callers were told something else
        Q_EMIT mayBeReadable();
}

void Keychain::watchLock()
{
    m_lockOf = m_choice.likely();
    m_lock = makeKeychainLock(m_lockOf);
    connect(m_lock.get(), &KeychainLock::opened, this, &Keychain::mayBeReadable);
    connect(m_lock.get(), &KeychainLock::closed, this, &Keychain::closed);
    connect(m_lock.get(), &KeychainLock::entriesChanged, &m_entriesChanged, qOverload<>(&QTimer::start));
}

// Locking is a change as well; reading then would show a dialog.
void Keychain::lookForLock()
{
    m_lock->query(m_limit_ms, [this](std::optional<bool> isLocked) {
        if (isLocked == false)
            Q_EMIT mayBeReadable();
        else if (isLocked == true)
            Q_EMIT closed();
    });
}

void Keychain::start(const RequestPointer& request)
{
    // Without a parent: the backends pass the job's address to the keychain library, so that a running job must outlive
    // this object. It deletes itself.
    QKeychain::Job* job = nullptr;
    if (request->kind == Request::Kind::Read) {
        job = new QKeychain::ReadPasswordJob(keychainService());
    } else if (request->kind == Request::Kind::Remove) {
        job = new QKeychain::DeletePasswordJob(keychainService());
    } else {
        auto* write = new QKeychain::WritePasswordJob(keychainService());
        write->setTextData(QString::fromStdString(request->value.reveal()));
        job = write;
    }
    m_running = request;
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(request->name));
    connect(job, &QKeychain::Job::finished, this, [this, request](QKeychain::Job* done) { finished(done, request); });
    m_lock->query(m_limit_ms, [request](std::optional<bool> isLocked) { request->isLocked = isLocked.value_or(false); });
    if (std::exchange(m_isSteered, true)) {
        job->start();
        return;
    }
    // The library starts from the event loop and chooses then; later posted events are processed after that.
    m_choice.steer();
    job->start();
    QMetaObject::invokeMethod(this, [this] { m_choice.release(); }, Qt::QueuedConnection);
}

void Keychain::finished(QKeychain::Job* job, const RequestPointer& request)
{
    // First: notifications below may trigger further calls.
    const bool isWrittenLate = !request->done && request->kind == Request::Kind::Write && job->error() == QKeychain::NoError;
    if (isWrittenLate && request->late && !request->late())
        takeBack(request->name);
    m_running.reset();
    noteAnswer(*job, request);
    if (!request->done) {
        // Too late for the caller, who may try again.
    } else if (job->error() != QKeychain::NoError) {
        answerUnlessLocked(request, failure(errorOf(*job)));
    } else if (auto* read = qobject_cast<QKeychain::ReadPasswordJob*>(job)) {
        answer(request, Secret(read->textData().toStdString()));
    } else if (request->kind == Request::Kind::Remove) {
        answerUnlessLocked(request, Secret()); // a locked keychain deletes nothing but reports success
    } else {
        answer(request, Secret());
    }
    startNext();
}

void Keychain::noteAnswer(const QKeychain::Job& job, const RequestPointer& request)
{
    const bool works = job.error() == QKeychain::NoError;
    if (works && request->kind != Request::Kind::Remove && !request->name.starts_with(kTrialEntries))
        m_choice.noteUse();
    const bool hasMissed = std::exchange(m_hasMissed, false);
    if (works && (hasMissed || !request->done)) {
        Q_EMIT mayBeReadable();
    } else if (hasMissed && job.error() == QKeychain::EntryNotFound) {
        lookForLock(); // an unlocked keychain also reports this, for this entry only
    }
}

void Keychain::answerUnlessLocked(const RequestPointer& request, Result<Secret> result)
{
    auto kept = std::make_shared<Result<Secret>>(std::move(result));
    m_lock->query(m_limit_ms, [this, request, kept](std::optional<bool> isLocked) {
        if (isLocked.value_or(false))
            answer(request, failure(request->changes() ? lockedForChanges() : keychainLocked()));
        else
            answer(request, std::move(*kept));
    });
}

void Keychain::timeOut(const RequestPointer& request)
{
    if (std::erase(m_waiting, request) > 0)
        m_hasMissed = true;
    // Jobs waiting for the system's dialog, which nobody has answered yet, count as locked as well.
    const bool isLocked = request->isLocked || (m_running && m_running->isLocked);
    if (isLocked)
        return answer(request, failure(request->changes() ? lockedForChanges() : keychainLocked()));
    answer(request,
        failure({ErrorKind::SecretTimeout, "no answer within " + std::to_string(m_limit_ms) + " ms; the key will be used as soon as it is available"}));
}

void Keychain::answer(const RequestPointer& request, Result<Secret> result)
{
    if (!request->done)
        return;
    request->limit.release()->deleteLater(); // this may run in its own signal
    const Done done = std::exchange(request->done, {});
    if (!result)
        qCDebug(logSecrets) << "no secret:" << result.error().text().c_str() << result.error().detail.c_str();
    done(std::move(result));
}

} // namespace gateway::secrets
