#include "gateway_thread.h"

#include "gateway/host/machine/heap.h"
#include "gateway/loop/event_dispatcher.h"

#include "gateway/core/log.h"

#include <QDeadlineTimer>
#include <QMetaObject>
#include <QSemaphore>

#include <cstdlib>
#include <memory>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::chrono::seconds kJoin{60}; // far more than a busy machine needs

} // namespace

GatewayThread::GatewayThread(usage::LiveBoard::Publish publish, exchange::FindProcess findProcess, exchange::FindUser findUser,
                             int maxConnections, QObject* parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("gateway"));
    if (QAbstractEventDispatcher* const dispatcher = makeEventDispatcher())
        m_thread.setEventDispatcher(dispatcher);
    m_thread.start();
    m_context.moveToThread(&m_thread);
    m_postbox->context = &m_context;
    post([this, maxConnections, publish = std::move(publish), findProcess = std::move(findProcess), findUser = std::move(findUser)]() mutable {
        m_gateway = std::make_unique<exchange::Gateway>(m_clock, m_restClock, std::move(publish), maxConnections);
        m_gateway->callers().findProcess = std::move(findProcess);
        m_gateway->callers().findUser = std::move(findUser);
        // A signal to an object of another thread is queued.
        connect(m_gateway.get(), &exchange::Gateway::drained, this, &GatewayThread::drained);
        connect(m_gateway.get(), &exchange::Gateway::healthChanged, this, &GatewayThread::healthChanged);
        connect(m_gateway.get(), &exchange::Gateway::limitsReported, this, &GatewayThread::limitsReported);
        connect(&m_gateway->limits(), &exchange::GatewayLimits::changed, this, &GatewayThread::limitsChanged);
        connect(&m_gateway->limits(), &exchange::GatewayLimits::warned, this, &GatewayThread::limitWarned);
        connect(m_gateway.get(), &exchange::Gateway::loopFound, this, &GatewayThread::loopFound);
        connect(m_gateway.get(), &exchange::Gateway::burstOver, m_gateway.get(), &releaseFreeMemory); // nobody is waiting then
        connect(m_gateway.get(), &exchange::Gateway::burstOver, this, &GatewayThread::burstOver);
    });
}

GatewayThread::~GatewayThread()
{
    post([this] {
        m_gateway->flush();
        m_gateway.reset();
        m_thread.quit();
    });
    if (!m_thread.wait(QDeadlineTimer(kJoin))) {
        qCCritical(logHost, "The gateway thread does not stop; exiting without it");
        std::_Exit(EXIT_FAILURE);
    }
    const std::lock_guard lock(m_postbox->mutex);
    m_postbox->context = nullptr;
}

template <class Function> void GatewayThread::post(Function function)
{
    QMetaObject::invokeMethod(&m_context, std::move(function), Qt::QueuedConnection);
}

void GatewayThread::use(std::shared_ptr<const exchange::Snapshot> snapshot)
{
    post([this, snapshot = std::move(snapshot)]() mutable { m_gateway->use(std::move(snapshot)); });
}

// On the gateway thread: passes the result to the caller's thread.
void GatewayThread::answer(Listening done, Result<void> opened, bool secure)
{
    QMetaObject::invokeMethod(
        this,
        [done = std::move(done), opened = std::move(opened), addresses = m_gateway->listeners().addresses(secure)]() mutable {
            done(std::move(opened), std::move(addresses));
        },
        Qt::QueuedConnection);
}

void GatewayThread::listen(Listening done)
{
    post([this, done = std::move(done)]() mutable { answer(std::move(done), m_gateway->listen(), false); });
}

void GatewayThread::listenSecurely(std::optional<QSslConfiguration> tls, Listening done)
{
    post([this, tls = std::move(tls), done = std::move(done)]() mutable {
        Result<void> opened;
        if (tls)
            opened = m_gateway->listenSecurely(*tls);
        else
            m_gateway->listeners().closeSecurely();
        answer(std::move(done), std::move(opened), true);
    });
}

void GatewayThread::explain(routing::Question question, std::function<void(routing::Explanation)> done)
{
    post([this, question = std::move(question), done = std::move(done)]() mutable {
        routing::Explanation explanation = m_gateway->explain(question);
        QMetaObject::invokeMethod(
            this,
            [done = std::move(done), explanation = std::move(explanation)]() mutable { done(std::move(explanation)); },
            Qt::QueuedConnection);
    });
}

void GatewayThread::ping(std::function<void()> done)
{
    post([this, done = std::move(done)]() mutable { QMetaObject::invokeMethod(this, std::move(done), Qt::QueuedConnection); });
}

void GatewayThread::setWatched(bool isWatched)
{
    post([this, isWatched] { m_gateway->board().setWatched(isWatched); });
}

void GatewayThread::pause(bool on)
{
    post([this, on] { m_gateway->pause(on); });
}

void GatewayThread::drain()
{
    post([this] { m_gateway->stop(); });
}

void GatewayThread::stopNow()
{
    post([this] { m_gateway->listeners().stopNow(); });
}

void GatewayThread::drainHere(Milliseconds grace, Milliseconds lastWords)
{
    const auto drained = std::make_shared<QSemaphore>();
    post([this, drained] {
        connect(m_gateway.get(), &exchange::Gateway::drained, m_gateway.get(), [drained] { drained->release(); });
        m_gateway->stop();
    });
    if (drained->tryAcquire(1, static_cast<int>(grace.count())))
        return;
    stopNow();
    (void)drained->tryAcquire(1, static_cast<int>(lastWords.count()));
}

void GatewayThread::cancel(std::string exchange)
{
    post([this, exchange = std::move(exchange)] { m_gateway->board().cancel(exchange); });
}

void GatewayThread::answerMetrics(exchange::AskMetrics ask)
{
    post([this, ask = std::move(ask)]() mutable { m_gateway->callers().askMetrics = std::move(ask); });
}

void GatewayThread::metricsReady(
    std::shared_ptr<exchange::MetricsReply> reply, std::string contentType, std::string text)
{
    post([reply = std::move(reply), contentType = std::move(contentType), text = std::move(text)]() mutable {
        exchange::metricsReady(*reply, std::move(contentType), std::move(text));
    });
}

void GatewayThread::awaitNames(AwaitName await)
{
    post([this, await = std::move(await)]() mutable {
        m_gateway->callers().awaitProcess = [postbox = m_postbox, await = std::move(await)](
                                                const std::shared_ptr<const usage::ProcessName>& name, std::function<void()> told) {
            await(name, [postbox, told = std::move(told)] {
                const std::lock_guard lock(postbox->mutex);
                if (postbox->context)
                    QMetaObject::invokeMethod(postbox->context, told, Qt::QueuedConnection);
            });
        };
    });
}

void GatewayThread::writeResponses(exchange::ResponseJournal::Write write)
{
    post([this, write = std::move(write)]() mutable { m_gateway->responses().writeWith(std::move(write)); });
}

void GatewayThread::writeOwners(exchange::ResponseJournal::WriteOwners write)
{
    post([this, write = std::move(write)]() mutable { m_gateway->responses().writeOwnersWith(std::move(write)); });
}

// Called before the gateway listens.
void GatewayThread::restoreOwners(std::vector<protocol::OwnerChange> owners)
{
    post([this, owners = std::move(owners)] { m_gateway->responses().restoreOwners(owners); });
}

// In small steps, so that requests are processed in between.
void GatewayThread::restoreResponses(std::vector<protocol::RestoredResponse> responses)
{
    constexpr std::size_t kAtOnce = 50;
    std::vector<protocol::RestoredResponse> some;
    const auto send = [this, &some] {
        post([this, some = std::exchange(some, {})]() mutable { m_gateway->responses().restore(std::move(some)); });
    };
    for (protocol::RestoredResponse& response : responses) {
        some.push_back(std::move(response));
        if (some.size() == kAtOnce)
            send();
    }
    send();
}

void GatewayThread::takePlans(std::vector<providers::KeyMeter> meters)
{
    post([this, meters = std::move(meters)] { m_gateway->takePlans(meters); });
}

void GatewayThread::readLimits(policy::LimitBook::AskUses ask)
{
    post([this, ask = std::move(ask)]() mutable { m_gateway->limits().readEarlierUses(std::move(ask)); });
}

void GatewayThread::restoreLimits(std::uint64_t number, std::vector<policy::LimitUse> uses, std::vector<policy::ReportedLevel> reported)
{
    post([this, number, uses = std::move(uses), reported = std::move(reported)] { m_gateway->limits().book().restore(number, uses, reported); });
}

void GatewayThread::limits(std::function<void(std::vector<policy::LimitReport>)> done)
{
    post([this, done = std::move(done)]() mutable {
        QMetaObject::invokeMethod(
            this, [done = std::move(done), reports = policy::reportsOf(m_gateway->limits().book())]() mutable { done(std::move(reports)); }, Qt::QueuedConnection);
    });
}

void GatewayThread::restore(std::vector<routing::Rest> rests)
{
    post([this, rests = std::move(rests)] { m_gateway->health().restore(rests); });
}

void GatewayThread::checked(const routing::Rest& rest, const config::KeyFailoverSettings& settings, bool isWell)
{
    post([this, rest, settings, isWell] { m_gateway->health().checked(rest, settings, isWell); });
}

void GatewayThread::forget(const routing::Rest& rest)
{
    post([this, rest] { m_gateway->health().forget(rest); });
}

void GatewayThread::tellHealth()
{
    post([this] { m_gateway->tellHealth(); });
}

} // namespace gateway::host
