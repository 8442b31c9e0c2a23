#include "run_file.h"

#include "plan_json.h"
#include "run_schema.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/usage/sqlite/database_file.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFile>
#include <QFileInfo>
#include <QtGlobal>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace gateway::evaluation {

namespace {

using usage::SqliteConnection;
using usage::SqliteStatement;

constexpr std::chrono::seconds kBusyTimeout{5}; // while another program writes
constexpr const char* kNotADatabase = "26"; // SQLITE_NOTADB

constexpr const char* kInsertAnswer = "INSERT OR REPLACE INTO answers (row, target, sample, error_code, error, error_parts, exchange, ended_at, latency_ms, "
                                      "first_token_ms, input_tokens, output_tokens, score, cost_state, currency, pico) "
                                      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kInsertText = "INSERT OR REPLACE INTO texts (row, target, sample, checks, text) VALUES (?, ?, ?, ?, ?)";
constexpr const char* kInsertSideCall = "INSERT INTO side_calls (kind, row, target, sample, exchange, cost_state, currency, pico) "
                                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr const char* kInsertVerdict = "INSERT OR REPLACE INTO pair_verdicts (row, a, b, winner, is_agreed) VALUES (?, ?, ?, ?, ?)";
constexpr const char* kInsertRating = "INSERT OR REPLACE INTO human_ratings (row, a, b, verdict) VALUES (?, ?, ?, ?)";
constexpr const char* kInsertRow = "INSERT INTO rows (row, id, tags, question, reference) VALUES (?, ?, ?, ?, ?)";
constexpr const char* kTextPairs = "SELECT a.row, text_a.text, text_b.text FROM answers a"
                                   " JOIN answers b ON b.row = a.row AND b.target = ? AND b.sample = 0 AND b.error_code = ''"
                                   " JOIN texts text_a ON text_a.row = a.row AND text_a.target = a.target AND text_a.sample = 0"
                                   " JOIN texts text_b ON text_b.row = a.row AND text_b.target = b.target AND text_b.sample = 0"
                                   " WHERE a.target = ? AND a.sample = 0 AND a.error_code = '' ORDER BY a.row";
constexpr const char* kFrom = " FROM answers";
constexpr const char* kFromWithTexts = ", checks, text FROM answers JOIN texts USING (row, target, sample)";
constexpr const char* kInOrder = " ORDER BY row, target, sample";

std::int64_t msOf(WallTime time) { return std::chrono::duration_cast<Milliseconds>(time.time_since_epoch()).count(); }
std::int64_t number(std::size_t value) { return static_cast<std::int64_t>(value); }

void put(SqliteStatement& statement, const AnswerKey& key)
{
    statement.bind(number(key.row));
    statement.bind(number(key.target));
    statement.bind(key.sample);
}

void put(SqliteStatement& statement, const std::optional<std::int64_t>& value)
{
    if (value)
        statement.bind(*value);
    else
        statement.bindNull();
}

void put(SqliteStatement& statement, const std::optional<Milliseconds>& value)
{
    put(statement, value ? std::optional<std::int64_t>(value->count()) : std::nullopt);
}

void put(SqliteStatement& statement, const std::optional<Tokens>& value)
{
    put(statement, value ? std::optional<std::int64_t>(value->count) : std::nullopt);
}

void put(SqliteStatement& statement, CostState state, const std::optional<Money>& cost)
{
    statement.bind(static_cast<std::int64_t>(state));
    put(statement, cost ? std::optional<std::int64_t>(static_cast<std::int64_t>(cost->currency)) : std::nullopt);
    put(statement, cost ? std::optional<std::int64_t>(cost->pico) : std::nullopt);
}

/// `Call`: a `RunAnswer` or `SideCall`.
template <class Call> CostState stateOf(const Call& call)
{
    if (call.cost)
        return CostState::Known;
    if (call.exchange.empty())
        return CostState::Nothing;
    return call.isUnpriced ? CostState::Unpriced : CostState::Pending;
}

Currency currencyAt(std::int64_t column) { return column == static_cast<std::int64_t>(Currency::Cny) ? Currency::Cny : Currency::Usd; }

AnswerKey readKey(SqliteStatement& rows)
{
    AnswerKey key;
    key.row = static_cast<std::size_t>(rows.integer());
    key.target = static_cast<std::size_t>(rows.integer());
    key.sample = static_cast<int>(rows.integer());
    return key;
}

template <class T> std::optional<T> readCount(SqliteStatement& rows)
{
    const auto value = rows.integerOrNull();
    return value ? std::optional(T{*value}) : std::nullopt;
}

/// The columns for `readFacts()`, of a file of that version.
std::string selectFacts(std::int64_t version)
{
    return std::string("SELECT row, target, sample, error_code, error, ") + (version < kErrorPartsVersion ? "NULL" : "error_parts")
        + ", exchange, ended_at, latency_ms, first_token_ms, input_tokens, output_tokens, score, cost_state, currency, pico";
}

Sentence readError(SqliteStatement& rows)
{
    Sentence error = asIs(std::string(rows.text()));
    if (const std::string_view parts = rows.text(); !parts.empty())
        if (const auto sentence = parseJson(parts); sentence && sentence->is_array())
            return json::sentenceIn(*sentence);
    return error;
}

RunAnswer readFacts(SqliteStatement& rows)
{
    RunAnswer answer;
    answer.key = readKey(rows);
    answer.errorCode = rows.text();
    answer.error = readError(rows);
    answer.exchange = rows.text();
    answer.endedAt = WallTime{Milliseconds{rows.integer()}};
    answer.latency = readCount<Milliseconds>(rows);
    answer.firstToken = readCount<Milliseconds>(rows);
    answer.inputTokens = readCount<Tokens>(rows);
    answer.outputTokens = readCount<Tokens>(rows);
    answer.score = rows.realOrNull();
    answer.isUnpriced = rows.integer() == static_cast<std::int64_t>(CostState::Unpriced);
    const auto currency = rows.integerOrNull();
    const auto pico = rows.integerOrNull();
    if (currency && pico)
        answer.cost = Money{currencyAt(*currency), *pico};
    return answer;
}

bool canBeFileName(const std::string& id)
{
    return !id.empty() && std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-'; });
}

} // namespace

class RunFile::Private {
public:
    explicit Private(QString path)
        : file(std::move(path))
    {
    }

    Result<void> create(const RunPlan& newPlan);
    Result<void> open(Access access);
    /// Plan and state, without the answers.
    Result<void> openHead(Access access);

    /// Runs `changes` as one transaction.
    template <class Changes> Result<void> change(const Changes& changes)
    {
        auto done = connection.run("BEGIN IMMEDIATE");
        if (done)
            done = changes();
        if (done)
            done = connection.run("COMMIT");
        if (done)
            return {};
        connection.rollBack();
        return problem(done.error());
    }
    /// Prepares `statement` at its first use.
    Result<SqliteStatement*> ready(std::optional<SqliteStatement>& statement, const char* sql);
    template <class Bind> Result<void> execute(std::optional<SqliteStatement>& statement, const char* sql, const Bind& bindValues)
    {
        const auto prepared = ready(statement, sql);
        if (!prepared)
            return failure(prepared.error());
        bindValues(**prepared);
        return (*prepared)->run();
    }
    /// The same for a statement that is seldom used.
    template <class Bind> Result<void> executeOnce(const char* sql, const Bind& bindValues)
    {
        std::optional<SqliteStatement> statement;
        return execute(statement, sql, bindValues);
    }
    /// Calls `visit` for each row, until it returns false.
    template <class Bind, class Visit> Result<void> query(const std::string& sql, const Bind& bindValues, const Visit& visit)
    {
        auto rows = connection.prepare(sql);
        if (!rows)
            return problem(rows.error());
        bindValues(*rows);
        auto row = rows->step();
        while (row && *row && visit(*rows))
            row = rows->step();
        return row ? Result<void>() : problem(row.error());
    }
    template <class Visit> Result<void> query(const std::string& sql, const Visit& visit)
    {
        return query(sql, [](SqliteStatement&) {}, visit);
    }
    template <class Bind> Result<void> queryAnswers(const std::string& where, const Bind& bindValues, bool withText, const AnswerSink& visit);
    Result<std::int64_t> numberOf(const std::string& sql);

    Result<void> writePlan();
    /// Brings the tables from `version` to the newest. Within a transaction.
    Result<void> renew();
    Result<void> check(const AnswerKey& key) const;
    Result<void> check(std::size_t row, std::size_t a, std::size_t b) const;
    std::size_t placeOf(const AnswerKey& key) const { return (key.row * plan.targets.size() + key.target) * static_cast<std::size_t>(plan.samples) + static_cast<std::size_t>(key.sample); }
    bool isIn(const AnswerKey& key) const { return key.row < plan.rows && key.target < plan.targets.size() && key.sample >= 0 && key.sample < plan.samples; }

    tl::unexpected<Error> problem(const Error& error) const
    {
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 cannot be used: %2"), {file.toStdString(), error.message}}, error.detail);
    }
    tl::unexpected<Error> noRun() const
    {
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The file %1 is not an evaluation run of Signalbox."), {file.toStdString()}});
    }
    tl::unexpected<Error> damaged() const
    {
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 is damaged. Delete it and start the run again."), {file.toStdString()}});
    }

    QString file;
    SqliteConnection connection; // outlives the statements
    std::int64_t version = 1; // of the tables
    RunPlan plan;
    RunState state = RunState::Running;
    RunStopReason reason = RunStopReason::None;
    std::optional<WallTime> endedAt;
    std::vector<bool> answered; // by `placeOf()`
    std::size_t answerCount = 0;
    std::optional<SqliteStatement> insertAnswer;
    std::optional<SqliteStatement> insertText;
    std::optional<SqliteStatement> insertSideCall;
};

Result<SqliteStatement*> RunFile::Private::ready(std::optional<SqliteStatement>& statement, const char* sql)
{
    if (!statement) {
        auto prepared = connection.prepare(sql, SqliteConnection::Use::Often);
        if (!prepared)
            return failure(std::move(prepared.error()));
        statement = std::move(*prepared);
    }
    return &*statement;
}

Result<std::int64_t> RunFile::Private::numberOf(const std::string& sql)
{
    std::int64_t value = 0;
    const auto done = query(sql, [&value](SqliteStatement& row) {
        value = row.integer();
        return false;
    });
    if (!done)
        return failure(done.error());
    return value;
}

Result<void> RunFile::Private::create(const RunPlan& newPlan)
{
    plan = newPlan;
    if (const auto opened = connection.open(file.toStdString(), kBusyTimeout); !opened)
        return problem(opened.error());
    // Beforehand, since a transaction cannot change it; what is written later waits for no disk.
    if (const auto done = connection.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"); !done)
        return problem(done.error());
    const std::string head = "PRAGMA application_id=" + std::to_string(kRunApplication);
    auto written = change([&]() -> Result<void> {
        auto done = connection.run(kRunTables + head);
        if (done)
            done = renew();
        const std::string text = toText(planJson(plan));
        if (done)
            done = executeOnce("INSERT INTO run (plan, state, reason) VALUES (?, 0, 0)", [&text](SqliteStatement& values) { values.bind(std::string_view(text)); });
        return done;
    });
    if (!written)
        return written;
    answered.assign(plan.rows * plan.targets.size() * static_cast<std::size_t>(plan.samples), false);
    return {};
}

Result<void> RunFile::Private::openHead(Access access)
{
    if (!QFileInfo::exists(file))
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "There is no evaluation run %1."), {file.toStdString()}});
    const auto mode = access == Access::Read ? SqliteConnection::Access::Read : SqliteConnection::Access::Write;
    if (const auto opened = connection.open(file.toStdString(), kBusyTimeout, mode); !opened)
        return problem(opened.error());
    const auto application = numberOf("PRAGMA application_id");
    if (!application)
        return application.error().detail == kNotADatabase ? noRun() : failure(application.error());
    const auto tables = numberOf("PRAGMA user_version");
    if (!tables)
        return failure(tables.error());
    version = *tables;
    if (*application != kRunApplication || version < 1)
        return noRun();
    if (version > kRunVersion)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 was written by a newer version of Signalbox. Update Signalbox to use it."), {file.toStdString()}});
    std::optional<RunPlan> found;
    auto read = query("SELECT plan, state, reason, ended_at FROM run", [&](SqliteStatement& row) {
        if (const auto json = parseJson(row.text()))
            found = planOf(*json);
        state = static_cast<RunState>(std::clamp<std::int64_t>(row.integer(), 0, static_cast<std::int64_t>(RunState::Finished)));
        reason = static_cast<RunStopReason>(std::clamp<std::int64_t>(row.integer(), 0, static_cast<std::int64_t>(RunStopReason::Interrupted)));
        if (const auto ended = row.integerOrNull())
            endedAt = WallTime{Milliseconds{*ended}};
        return false;
    });
    if (!read)
        return read;
    if (!found)
        return damaged();
    plan = std::move(*found);
    return {};
}

Result<void> RunFile::Private::open(Access access)
{
    if (auto head = openHead(access); !head)
        return head;
    if (access == Access::Write)
        if (const auto done = connection.run("PRAGMA synchronous=NORMAL"); !done)
            return problem(done.error());
    if (access == Access::Write && version < kRunVersion) {
        auto renewed = change([&]() -> Result<void> {
            const auto tables = numberOf("PRAGMA user_version"); // another program may have been faster
            if (!tables)
                return failure(tables.error());
            version = *tables;
            return renew();
        });
        if (!renewed)
            return renewed;
    }
    answered.assign(plan.rows * plan.targets.size() * static_cast<std::size_t>(plan.samples), false);
    bool isDamaged = false;
    auto read = query("SELECT row, target, sample FROM answers", [&](SqliteStatement& row) {
        const AnswerKey key = readKey(row);
        isDamaged = !isIn(key);
        if (isDamaged)
            return false;
        answered[placeOf(key)] = true;
        ++answerCount;
        return true;
    });
    if (!read)
        return read;
    return isDamaged ? damaged() : Result<void>();
}

Result<void> RunFile::Private::renew()
{
    if (version >= kRunVersion)
        return {};
    if (auto done = connection.run(std::string(kRunErrorParts) + "; PRAGMA user_version=" + std::to_string(kRunVersion)); !done)
        return done;
    version = kRunVersion;
    return {};
}

Result<void> RunFile::Private::writePlan()
{
    const std::string text = toText(planJson(plan));
    const auto done = executeOnce("UPDATE run SET plan = ?", [&text](SqliteStatement& values) { values.bind(std::string_view(text)); });
    return done ? done : problem(done.error());
}

Result<void> RunFile::Private::check(const AnswerKey& key) const
{
    if (isIn(key))
        return {};
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 has no row %2, target %3, sample %4."),
        {file.toStdString(), std::to_string(key.row), std::to_string(key.target), std::to_string(key.sample)}});
}

Result<void> RunFile::Private::check(std::size_t row, std::size_t a, std::size_t b) const
{
    if (row < plan.rows && a < b && b < plan.targets.size())
        return {};
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 has no row %2 with the targets %3 and %4."),
        {file.toStdString(), std::to_string(row), std::to_string(a), std::to_string(b)}});
}

template <class Bind> Result<void> RunFile::Private::queryAnswers(const std::string& where, const Bind& bindValues, bool withText, const AnswerSink& visit)
{
    bool isDamaged = false;
    auto done = query(selectFacts(version) + (withText ? kFromWithTexts : kFrom) + where + kInOrder, bindValues, [&](SqliteStatement& row) {
        RunAnswer answer = readFacts(row);
        isDamaged = !isIn(answer.key);
        if (!isDamaged && withText) {
            auto checks = parseJson(row.text());
            isDamaged = !checks || !checks->is_array();
            if (!isDamaged)
                answer.checks = std::move(*checks);
            answer.text = row.text();
        }
        return !isDamaged && visit(answer);
    });
    if (!done)
        return done;
    return isDamaged ? damaged() : Result<void>();
}

QString RunFile::folderIn(const QString& dataDir) { return dataDir + u"/evaluations"_s; }

QString RunFile::fileIn(const QString& dataDir, const std::string& id) { return folderIn(dataDir) + u'/' + QString::fromStdString(id) + u".db"_s; }

Result<RunFile> RunFile::create(const QString& dataDir, const RunPlan& plan)
{
    if (!canBeFileName(plan.id))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The id \"%1\" of an evaluation run must consist of letters, digits and hyphens."), {plan.id}});
    if (!planOf(planJson(plan)))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "An evaluation run needs at least one target, each only once, at least one sample and a concurrency of at least 1.")});
    const QString file = fileIn(dataDir, plan.id);
    if (const auto folder = files::makePrivateFolder(folderIn(dataDir)); !folder)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The folder %1 cannot be created: %2"), {folderIn(dataDir).toStdString(), folder.error().message}});
    if (QFileInfo::exists(file))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 exists already."), {file.toStdString()}});
    if (const auto made = usage::makeDatabaseFile(file); !made)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 cannot be created: %2"), {file.toStdString(), made.error().message}});
    auto d = std::make_unique<Private>(file);
    if (const auto created = d->create(plan); !created) {
        d.reset();
        QFile::remove(file);
        return failure(created.error());
    }
    return RunFile(std::move(d));
}

Result<RunFile> RunFile::open(const QString& file, Access access)
{
    auto d = std::make_unique<Private>(file);
    if (const auto opened = d->open(access); !opened)
        return failure(opened.error());
    return RunFile(std::move(d));
}

RunFile::RunFile(std::unique_ptr<Private> d)
    : m_d(std::move(d))
{
}
RunFile::RunFile(RunFile&&) noexcept = default;
RunFile& RunFile::operator=(RunFile&&) noexcept = default;
RunFile::~RunFile() = default;

const RunPlan& RunFile::plan() const { return m_d->plan; }
RunState RunFile::state() const { return m_d->state; }
RunStopReason RunFile::stopReason() const { return m_d->reason; }
std::optional<WallTime> RunFile::endedAt() const { return m_d->endedAt; }

Result<void> RunFile::setState(RunState state, RunStopReason reason, std::optional<WallTime> endedAt)
{
    const auto done = m_d->executeOnce("UPDATE run SET state = ?, reason = ?, ended_at = ?", [&](SqliteStatement& values) {
        values.bind(static_cast<std::int64_t>(state));
        values.bind(static_cast<std::int64_t>(reason));
        put(values, endedAt ? std::optional(msOf(*endedAt)) : std::nullopt);
    });
    if (!done)
        return m_d->problem(done.error());
    m_d->state = state;
    m_d->reason = reason;
    m_d->endedAt = endedAt;
    return {};
}

Result<void> RunFile::setConcurrency(int concurrency)
{
    m_d->plan.concurrency = std::max(concurrency, 1);
    return m_d->writePlan();
}

Result<void> RunFile::setMaxCost(std::optional<Money> maxCost)
{
    m_d->plan.maxCost = maxCost;
    return m_d->writePlan();
}

Result<std::size_t> RunFile::addedRows()
{
    const auto count = m_d->numberOf("SELECT COUNT(*) FROM rows");
    if (!count)
        return failure(count.error());
    return static_cast<std::size_t>(*count);
}

Result<void> RunFile::addRows(const std::vector<RowFacts>& rows)
{
    const auto added = addedRows();
    if (!added)
        return failure(added.error());
    if (rows.size() > m_d->plan.rows - std::min(*added, m_d->plan.rows))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The evaluation run %1 has only %2 rows."), {m_d->file.toStdString(), std::to_string(m_d->plan.rows)}});
    return m_d->change([&]() -> Result<void> {
        std::optional<SqliteStatement> insert;
        std::size_t row = *added;
        for (const RowFacts& facts : rows) {
            const std::string tags = toText(Json(facts.tags));
            auto done = m_d->execute(insert, kInsertRow, [&](SqliteStatement& values) {
                values.bind(number(row));
                for (const std::string_view text : {std::string_view(facts.id), std::string_view(tags), std::string_view(facts.question), std::string_view(facts.reference)})
                    values.bind(text);
            });
            if (!done)
                return done;
            ++row;
        }
        return {};
    });
}

Result<void> RunFile::record(const RunAnswer& answer)
{
    if (auto checked = m_d->check(answer.key); !checked)
        return checked;
    const std::string checks = toText(answer.checks);
    const std::string error = toText(answer.error);
    const std::string errorParts = toText(json::fromSentence(answer.error));
    auto done = m_d->change([&]() -> Result<void> {
        auto step = m_d->execute(m_d->insertAnswer, kInsertAnswer, [&](SqliteStatement& values) {
            put(values, answer.key);
            values.bind(std::string_view(answer.errorCode));
            values.bind(std::string_view(error));
            if (answer.error.pattern.empty())
                values.bindNull();
            else
                values.bind(std::string_view(errorParts));
            values.bind(std::string_view(answer.exchange));
            values.bind(msOf(answer.endedAt));
            put(values, answer.latency);
            put(values, answer.firstToken);
            put(values, answer.inputTokens);
            put(values, answer.outputTokens);
            if (answer.score)
                values.bindReal(*answer.score);
            else
                values.bindNull();
            put(values, stateOf(answer), answer.cost);
        });
        if (step)
            step = m_d->execute(m_d->insertText, kInsertText, [&](SqliteStatement& values) {
                put(values, answer.key);
                values.bind(std::string_view(checks));
                values.bind(std::string_view(answer.text));
            });
        return step;
    });
    if (!done)
        return done;
    const std::size_t place = m_d->placeOf(answer.key);
    m_d->answerCount += m_d->answered[place] ? 0 : 1;
    m_d->answered[place] = true;
    return {};
}

Result<void> RunFile::record(const SideCall& call)
{
    if (auto checked = m_d->check(call.key); !checked)
        return checked;
    const auto done = m_d->execute(m_d->insertSideCall, kInsertSideCall, [&](SqliteStatement& values) {
        values.bind(static_cast<std::int64_t>(call.kind));
        put(values, call.key);
        values.bind(std::string_view(call.exchange));
        put(values, stateOf(call), call.cost);
    });
    return done ? done : m_d->problem(done.error());
}

Result<void> RunFile::record(const PairVerdict& verdict)
{
    if (auto checked = m_d->check(verdict.row, verdict.a, verdict.b); !checked)
        return checked;
    const auto done = m_d->executeOnce(kInsertVerdict, [&](SqliteStatement& values) {
        for (const std::size_t place : {verdict.row, verdict.a, verdict.b})
            values.bind(number(place));
        values.bind(static_cast<std::int64_t>(verdict.winner));
        values.bind(verdict.isAgreed ? 1 : 0);
    });
    return done ? done : m_d->problem(done.error());
}

Result<void> RunFile::record(const HumanRating& rating)
{
    if (auto checked = m_d->check(rating.row, rating.a, rating.b); !checked)
        return checked;
    const auto done = m_d->executeOnce(kInsertRating, [&](SqliteStatement& values) {
        for (const std::size_t place : {rating.row, rating.a, rating.b})
            values.bind(number(place));
        values.bind(static_cast<std::int64_t>(rating.verdict));
    });
    return done ? done : m_d->problem(done.error());
}

Result<void> RunFile::removeRating(std::size_t row, std::size_t a, std::size_t b)
{
    if (auto checked = m_d->check(row, a, b); !checked)
        return checked;
    const auto done = m_d->executeOnce("DELETE FROM human_ratings WHERE row = ? AND a = ? AND b = ?", [&](SqliteStatement& values) {
        for (const std::size_t place : {row, a, b})
            values.bind(number(place));
    });
    return done ? done : m_d->problem(done.error());
}

bool RunFile::has(const AnswerKey& key) const { return m_d->isIn(key) && m_d->answered[m_d->placeOf(key)]; }

std::size_t RunFile::answerCount() const { return m_d->answerCount; }

Result<std::vector<std::string>> RunFile::unknownOf(const std::vector<std::string>& exchanges)
{
    constexpr const char* kSql = "SELECT 1 FROM answers WHERE cost_state IN (0, 1, 2) AND exchange = ?1 UNION ALL "
                                 "SELECT 1 FROM side_calls WHERE cost_state IN (0, 1, 2) AND exchange = ?1 LIMIT 1";
    auto known = m_d->connection.prepare(kSql, SqliteConnection::Use::Often);
    if (!known)
        return m_d->problem(known.error());
    std::vector<std::string> unknown;
    for (const std::string& exchange : exchanges) {
        known->bind(std::string_view(exchange));
        const auto row = known->step();
        if (!row)
            return m_d->problem(row.error());
        if (!*row)
            unknown.push_back(exchange);
        known->reset();
    }
    return unknown;
}

Result<std::vector<std::string>> RunFile::uncosted(std::size_t limit)
{
    // An id begins with its time.
    constexpr const char* kSql = "SELECT exchange FROM answers WHERE cost_state = 0 UNION "
                                 "SELECT exchange FROM side_calls WHERE cost_state = 0 ORDER BY exchange LIMIT ?";
    std::vector<std::string> exchanges;
    const auto done = m_d->query(kSql, [&](SqliteStatement& values) { values.bind(number(limit)); },
        [&](SqliteStatement& row) {
            exchanges.emplace_back(row.text());
            return true;
        });
    if (!done)
        return failure(done.error());
    return exchanges;
}

Result<void> RunFile::setCost(const std::string& exchange, std::optional<Money> cost)
{
    if (exchange.empty())
        return {};
    return m_d->change([&]() -> Result<void> {
        for (const char* const sql : {"UPDATE answers SET cost_state = ?, currency = ?, pico = ? WHERE cost_state IN (0, 1, 2) AND exchange = ?",
                 "UPDATE side_calls SET cost_state = ?, currency = ?, pico = ? WHERE cost_state IN (0, 1, 2) AND exchange = ?"}) {
            auto done = m_d->executeOnce(sql, [&](SqliteStatement& values) {
                put(values, cost ? CostState::Known : CostState::Unpriced, cost);
                values.bind(std::string_view(exchange));
            });
            if (!done)
                return done;
        }
        return {};
    });
}

Result<RunFile::Spent> RunFile::spent()
{
    Spent spent;
    const auto sumsOf = [this](const std::string& from, std::vector<Money>& sums) {
        return m_d->query("SELECT currency, SUM(pico) FROM (" + from + ") GROUP BY currency ORDER BY currency", [&sums](SqliteStatement& row) {
            const Currency currency = currencyAt(row.integer());
            sums.push_back({currency, row.integer()});
            return true;
        });
    };
    for (const auto& done : {sumsOf("SELECT currency, pico FROM answers WHERE cost_state = 1 UNION ALL SELECT currency, pico FROM side_calls WHERE cost_state = 1 AND kind = 3", spent.targets),
             sumsOf("SELECT currency, pico FROM side_calls WHERE cost_state = 1 AND kind != 3", spent.judge)})
        if (!done)
            return failure(done.error());
    const auto unpriced = m_d->numberOf("SELECT COUNT(*) FROM answers WHERE cost_state = 2 AND error_code = ''");
    const auto judge = m_d->numberOf("SELECT COUNT(*) FROM side_calls WHERE cost_state = 2 AND kind != 3");
    const auto calls = m_d->numberOf("SELECT COUNT(*) FROM side_calls WHERE kind != 3");
    for (const auto* count : {&unpriced, &judge, &calls})
        if (!*count)
            return failure(count->error());
    spent.unpriced = static_cast<std::size_t>(*unpriced);
    spent.judgeUnpriced = static_cast<std::size_t>(*judge);
    spent.sideCalls = static_cast<std::size_t>(*calls);
    return spent;
}

Result<std::vector<RunFile::LostCost>> RunFile::lostCosts()
{
    static_assert(static_cast<int>(SideCall::Kind::Lost) == 3, "as in the statements");
    std::vector<LostCost> costs(m_d->plan.targets.size());
    const auto done = m_d->query("SELECT target, cost_state, currency, SUM(pico) FROM side_calls WHERE cost_state IN (0, 1) AND kind = 3 GROUP BY target, cost_state, currency ORDER BY target, currency", [&costs](SqliteStatement& row) {
        const auto target = static_cast<std::size_t>(row.integer());
        const bool isPending = row.integer() == static_cast<std::int64_t>(CostState::Pending);
        const auto currency = row.integerOrNull();
        const auto pico = row.integerOrNull();
        if (target >= costs.size())
            return true;
        if (isPending)
            costs[target].isPending = true;
        else if (currency && pico)
            costs[target].known.push_back({currencyAt(*currency), *pico});
        return true;
    });
    if (!done)
        return failure(done.error());
    return costs;
}

Result<void> RunFile::eachAnswer(const AnswerSink& visit, bool withText)
{
    return m_d->queryAnswers({}, [](SqliteStatement&) {}, withText, visit);
}

Result<std::vector<RunAnswer>> RunFile::answers(std::size_t firstRow, std::size_t count, bool withText)
{
    std::vector<RunAnswer> answers;
    const auto done = m_d->queryAnswers(" WHERE row >= ? AND row < ?", [&](SqliteStatement& values) {
        const std::size_t first = std::min(firstRow, m_d->plan.rows);
        values.bind(number(first));
        values.bind(number(first + std::min(count, m_d->plan.rows - first)));
    }, withText, [&answers](const RunAnswer& answer) {
        answers.push_back(answer);
        return true;
    });
    if (!done)
        return failure(done.error());
    return answers;
}

Result<void> RunFile::eachTextPair(std::size_t a, std::size_t b, const TextPairSink& visit)
{
    return m_d->query(kTextPairs, [&](SqliteStatement& values) {
        values.bind(number(b));
        values.bind(number(a));
    }, [&visit](SqliteStatement& row) {
        const auto place = static_cast<std::size_t>(row.integer());
        const std::string_view first = row.text();
        return visit(place, first, row.text());
    });
}

Result<std::optional<RunAnswer>> RunFile::answer(const AnswerKey& key)
{
    std::optional<RunAnswer> found;
    const auto done = m_d->queryAnswers(" WHERE row = ? AND target = ? AND sample = ?", [&key](SqliteStatement& values) { put(values, key); }, true, [&found](const RunAnswer& each) {
        found = each;
        return false;
    });
    if (!done)
        return failure(done.error());
    return found;
}

Result<std::vector<RunFile::RowFacts>> RunFile::rows(std::size_t first, std::size_t count)
{
    std::vector<RowFacts> rows;
    bool isDamaged = false;
    const auto done = m_d->query("SELECT id, tags, question, reference FROM rows WHERE row >= ? ORDER BY row LIMIT ?", [&](SqliteStatement& values) {
        values.bind(number(std::min(first, m_d->plan.rows)));
        values.bind(number(std::min(count, m_d->plan.rows)));
    }, [&](SqliteStatement& row) {
        RowFacts facts;
        facts.id = row.text();
        const auto tags = parseJson(row.text());
        isDamaged = !tags || !tags->is_array();
        if (isDamaged)
            return false;
        for (const Json& tag : *tags)
            facts.tags.push_back(tag.is_string() ? tag.get<std::string>() : std::string());
        facts.question = row.text();
        facts.reference = row.text();
        rows.push_back(std::move(facts));
        return true;
    });
    if (!done)
        return failure(done.error());
    if (isDamaged)
        return m_d->damaged();
    return rows;
}

Result<void> RunFile::eachPairVerdict(const std::function<bool(const PairVerdict& verdict)>& visit)
{
    return m_d->query("SELECT row, a, b, winner, is_agreed FROM pair_verdicts ORDER BY row, a, b", [&](SqliteStatement& row) {
        PairVerdict verdict;
        verdict.row = static_cast<std::size_t>(row.integer());
        verdict.a = static_cast<std::size_t>(row.integer());
        verdict.b = static_cast<std::size_t>(row.integer());
        verdict.winner = static_cast<PairVerdict::Winner>(std::clamp<std::int64_t>(row.integer(), 0, static_cast<std::int64_t>(PairVerdict::Winner::Unscored)));
        verdict.isAgreed = row.integer() != 0;
        return !m_d->check(verdict.row, verdict.a, verdict.b) || visit(verdict);
    });
}

Result<std::vector<HumanRating>> RunFile::humanRatings()
{
    std::vector<HumanRating> ratings;
    const auto done = m_d->query("SELECT row, a, b, verdict FROM human_ratings ORDER BY row, a, b", [&](SqliteStatement& row) {
        HumanRating rating;
        rating.row = static_cast<std::size_t>(row.integer());
        rating.a = static_cast<std::size_t>(row.integer());
        rating.b = static_cast<std::size_t>(row.integer());
        rating.verdict = static_cast<HumanRating::Verdict>(std::clamp<std::int64_t>(row.integer(), 0, static_cast<std::int64_t>(HumanRating::Verdict::BothBad)));
        if (m_d->check(rating.row, rating.a, rating.b))
            ratings.push_back(rating);
        return true;
    });
    if (!done)
        return failure(done.error());
    return ratings;
}

Result<std::pair<RunPlan, RunState>> RunFile::readHead(const QString& file)
{
    Private head(file);
    if (const auto opened = head.openHead(Access::Read); !opened)
        return failure(opened.error());
    return std::pair(head.plan, head.state);
}

} // namespace gateway::evaluation
