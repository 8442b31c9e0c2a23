#include "experiment_service.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/log.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::chrono::seconds kTellExperiments{1};
constexpr std::chrono::seconds kWriteExperiments{2};

/// Reads what an earlier run has saved. A damaged file is moved out of the way. Storage thread.
SavedExperiments takeExperiments(const QString& dataDir)
{
    SavedExperiments saved = readExperiments(dataDir);
    if (saved.problem.isEmpty())
        return saved;
    const QString file = experimentsFileIn(dataDir);
    const bool isKept = files::moveAside(file).has_value();
    qCWarning(logHost, "Experiments begin anew: %s.%s", toText(saved.problem).c_str(), isKept ? (" The file is kept as " + files::asideOf(file).toStdString()).c_str() : "");
    return saved;
}

void logDecided(const ExperimentNotice& notice)
{
    qCInfo(logHost, "Experiment \"%s\" of route %s has a winner: arm %zu (%s)%s", notice.experiment.c_str(), notice.route.c_str(), notice.winner, notice.target.c_str(),
        notice.stops ? ", which gets all requests from now on" : "");
}

} // namespace

ExperimentService::ExperimentService(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent)
    , m_dataDir(dataDir)
    , m_storageWork(storageWork)
    , m_endsWatch(storageWork)
{
    m_changedTimer.setSingleShot(true);
    m_changedTimer.setInterval(kTellExperiments);
    m_writeTimer.setSingleShot(true);
    m_writeTimer.setInterval(kWriteExperiments);
    connect(&m_changedTimer, &QTimer::timeout, this, &ExperimentService::changed);
    connect(&m_writeTimer, &QTimer::timeout, this, &ExperimentService::write);
    connect(&m_endsWatch, &StorageWatch::touched, this, &ExperimentService::readEnds);
}

void ExperimentService::load()
{
    QMetaObject::invokeMethod(&m_storageWork, [this, folder = m_dataDir] {
        QMetaObject::invokeMethod(
            this, [this, saved = takeExperiments(folder), ends = readExperimentEnds(folder)]() mutable { loaded(std::move(saved), ends); }, Qt::QueuedConnection);
    });
}

void ExperimentService::loaded(SavedExperiments saved, const std::vector<ExperimentEnd>& ends)
{
    const bool wasDamaged = !saved.problem.isEmpty();
    usage::RecordBatch early;
    {
        const std::lock_guard lock(m_mutex);
        m_book.load(std::move(saved));
        m_book.end(ends);
        m_isLoaded = true;
        m_isDirty = wasDamaged;
        early.swap(m_early);
    }
    if (m_settings)
        followNow(*std::exchange(m_settings, std::nullopt));
    take(early);
    Q_EMIT standingsChanged();
    noteNews();
}

void ExperimentService::follow(const config::Settings& settings)
{
    if (m_isLoaded)
        followNow(settings);
    else
        m_settings = settings;
}

void ExperimentService::followNow(const config::Settings& settings)
{
    std::vector<Sentence> told;
    bool isEmpty = true;
    {
        const std::lock_guard lock(m_mutex);
        const bool wasEmpty = m_book.isEmpty();
        told = m_book.follow(settings, std::chrono::system_clock::now());
        isEmpty = m_book.isEmpty();
        m_isDirty = m_isDirty || !isEmpty || !wasEmpty;
    }
    for (const Sentence& each : told)
        qCWarning(logHost, "%s", toText(each).c_str());
    m_endsWatch.follow(isEmpty ? QStringList() : QStringList{experimentEndsFileIn(m_dataDir)});
    noteNews();
}

void ExperimentService::setRate(double usdCny)
{
    const std::lock_guard lock(m_mutex);
    m_usdCny = usdCny;
}

void ExperimentService::judgeBy(ExperimentJudge::MakeCalls makeCalls)
{
    m_judge = std::make_unique<ExperimentJudge>(std::move(makeCalls));
    connect(m_judge.get(), &ExperimentJudge::judged, this, &ExperimentService::noteJudged);
}

void ExperimentService::noteJudged(const JudgedAnswer& judged)
{
    if (!judged.score)
        qCInfo(logHost, "An answer of experiment \"%s\" is not scored: %s", judged.experiment.c_str(), toText(judged.problem).c_str());
    {
        const std::lock_guard lock(m_mutex);
        m_book.add(judged);
        m_isDirty = true;
    }
    noteNews();
}

evaluation::ExperimentStandings ExperimentService::standings() const
{
    const std::lock_guard lock(m_mutex);
    return m_book.standings();
}

void ExperimentService::take(const usage::RecordBatch& records)
{
    if (std::ranges::all_of(records, [](const auto& record) { return record->experiment.empty(); }))
        return;
    const std::lock_guard lock(m_mutex);
    if (!m_isLoaded) {
        m_early.insert(m_early.end(), records.begin(), records.end());
        return;
    }
    bool isCounted = false;
    for (const auto& record : records)
        isCounted = m_book.take(*record, m_usdCny) || isCounted;
    if (!isCounted)
        return;
    m_isDirty = true;
    if (!std::exchange(m_isNews, true))
        QMetaObject::invokeMethod(this, [this] { noteNews(); }, Qt::QueuedConnection);
}

/// Reports what has changed, and has it written.
void ExperimentService::noteNews()
{
    std::vector<ExperimentNotice> winners;
    std::vector<AnswerToJudge> toJudge;
    evaluation::ExperimentStandings now;
    bool isDirty = false;
    {
        const std::lock_guard lock(m_mutex);
        m_isNews = false;
        winners = m_book.takeDecided();
        toJudge = m_book.takeToJudge();
        now = m_book.standings();
        isDirty = m_isDirty;
    }
    for (const ExperimentNotice& notice : winners) {
        logDecided(notice);
        Q_EMIT decided(notice);
    }
    if (m_judge)
        for (AnswerToJudge& answer : toJudge)
            m_judge->judge(std::move(answer));
    const bool isChanged = m_standings != now;
    m_standings = now;
    if (isChanged)
        Q_EMIT standingsChanged();
    if ((isChanged || !now.empty()) && !m_changedTimer.isActive()) // most installations have no experiments
        m_changedTimer.start();
    if (isDirty && m_isLoaded && !m_writeTimer.isActive())
        m_writeTimer.start();
}

void ExperimentService::write()
{
    Json experiments;
    {
        const std::lock_guard lock(m_mutex);
        experiments = m_book.toJson();
        m_isDirty = false;
    }
    QMetaObject::invokeMethod(&m_storageWork, [folder = m_dataDir, experiments = std::move(experiments)] {
        if (const auto written = writeExperiments(folder, experiments); !written)
            qCWarning(logHost, "%s. What experiments have shown will be lost at the next start.", written.error().text().c_str());
    });
}

void ExperimentService::readEnds()
{
    QMetaObject::invokeMethod(&m_storageWork, [this, folder = m_dataDir] {
        QMetaObject::invokeMethod(this, [this, ends = readExperimentEnds(folder)] { apply(ends); }, Qt::QueuedConnection);
    });
}

void ExperimentService::apply(const std::vector<ExperimentEnd>& ends)
{
    std::vector<std::string> ended;
    {
        const std::lock_guard lock(m_mutex);
        ended = m_book.end(ends);
        m_isDirty = m_isDirty || !ended.empty();
    }
    for (const std::string& name : ended)
        qCInfo(logHost, "Experiment \"%s\" was ended", name.c_str());
    if (!ended.empty())
        noteNews();
}

void ExperimentService::report(Experiments::Reported done)
{
    std::vector<ExperimentBook::Pending> pending;
    {
        const std::lock_guard lock(m_mutex);
        pending = m_book.pending();
    }
    QMetaObject::invokeMethod(&m_storageWork, [this, pending = std::move(pending), done = std::move(done)]() mutable {
        QMetaObject::invokeMethod(
            this, [done = std::move(done), reports = ExperimentBook::reportsOf(pending, QDate::currentDate())]() mutable { done(std::move(reports)); }, Qt::QueuedConnection);
    });
}

void ExperimentService::finish()
{
    m_judge.reset();
    const std::lock_guard lock(m_mutex);
    if (!m_isLoaded || !m_isDirty)
        return;
    if (const auto written = writeExperiments(m_dataDir, m_book.toJson()); !written)
        qCWarning(logHost, "%s. What experiments have shown is lost.", written.error().text().c_str());
}

} // namespace gateway::host
