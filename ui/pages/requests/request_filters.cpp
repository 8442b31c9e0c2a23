#include "request_filters.h"

#include "ui/look/theme.h"
#include "ui/models/formatter.h"
#include "ui/models/requests/request_filter_text.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/search_field.h"
#include "ui/words/sentence_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>

namespace ui::pages {

using gateway::usage::RequestField;
using gateway::usage::RequestFilter;
using gateway::usage::RequestResult;
using models::ClientName;
using models::Formatter;
using models::RequestFilterText;

namespace {

constexpr int kLeastSearch = 150; // minimum for the icon, a field name and a value
constexpr int kMostSearch = 380;
constexpr int kMostClients = 30; // a longer list would not help
constexpr int kDaysOfWeek = 7;
constexpr int kDaysOfMonth = 30;

gateway::WallTime wallTime(const QDateTime& when) { return gateway::WallTime{gateway::Milliseconds{when.toMSecsSinceEpoch()}}; }

} // namespace

RequestFilters::RequestFilters(const gateway::Clock& clock, QWidget* parent)
    : QWidget(parent), m_clock(clock), m_search(new widgets::SearchField(this)), m_span(new QComboBox(this)), m_client(new QComboBox(this)),
      m_result(new QComboBox(this))
{
    const look::Theme& theme = look::theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme.px(8));
    row->addWidget(m_search, 1);
    m_search->setMinimumWidth(theme.px(kLeastSearch));
    m_search->setMaximumWidth(theme.px(kMostSearch));
    for (QComboBox* box : {m_span, m_client, m_result}) row->addWidget(box);
    m_search->setObjectName(QStringLiteral("requestSearch"));
    m_span->setObjectName(QStringLiteral("requestSpan"));
    m_client->setObjectName(QStringLiteral("requestClient"));
    m_result->setObjectName(QStringLiteral("requestResult"));
    m_client->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_client->setMinimumContentsLength(9);
    m_client->addItem(QString());
    for (QComboBox* box : {m_span, m_result}) box->setSizeAdjustPolicy(QComboBox::AdjustToContents); // in any language
    for (int i = 0; i <= static_cast<int>(RequestResult::Cancelled); ++i) m_result->addItem(QString(), i);
    retranslate();
    connect(m_search, &QLineEdit::textChanged, this, &RequestFilters::changed);
    for (QComboBox* box : {m_span, m_client, m_result}) connect(box, &QComboBox::currentIndexChanged, this, &RequestFilters::changed);
}

void RequestFilters::retranslate()
{
    m_search->setHint(tr("Filter: words, model:x, status:5xx"));
    m_search->setToolTip(tr("Words, or fields: provider: model: key: asked: consumer: program: client: route: api: error: session: agent: limit: trace: id: status:"));
    widgets::setBoxLabel(*m_span, tr("Time"));
    widgets::setBoxLabel(*m_client, tr("Client"));
    widgets::setBoxLabel(*m_result, tr("Result"));
    m_client->setItemText(0, tr("All clients"));
    for (std::size_t i = 0; i < m_clients.size(); ++i) m_client->setItemText(static_cast<int>(i) + 1, ClientName::choice(m_clients[i]));
    const QString results[] = {tr("All results"), tr("Answered"), tr("After fallback"), tr("Failed"), tr("Refused"), tr("Cancelled")};
    for (int i = 0; i < m_result->count(); ++i) m_result->setItemText(i, results[i]);
    fillSpans();
}

QString RequestFilters::ownSpan() const
{
    const Formatter format;
    const QDateTime from = Formatter::local(m_own.from.value_or(gateway::WallTime{}));
    if (!m_own.to) return tr("Since %1").arg(format.shortDay(from.date()));
    const QDateTime to = Formatter::local(*m_own.to);
    if (from.secsTo(to) >= 24 * 3600 && from.addDays(1) >= to) return format.shortDay(from.date());
    if (from.secsTo(to) <= 24 * 3600) return tr("%1, %2 to %3", "a day and two times").arg(format.shortDay(from.date()), from.toString(QStringLiteral("HH:mm")), to.toString(QStringLiteral("HH:mm")));
    return tr("%1 to %2", "two days").arg(format.shortDay(from.date()), format.shortDay(to.addMSecs(-1).date()));
}

void RequestFilters::fillSpans()
{
    const QSignalBlocker quiet(m_span);
    const int current = std::max(m_span->currentIndex(), 0);
    m_span->clear();
    m_span->addItems({tr("Today"), tr("7 days"), tr("30 days"), tr("All time")});
    if (m_hasOwn) m_span->addItem(ownSpan());
    m_span->setCurrentIndex(std::min(current, m_span->count() - 1));
}

RequestFilter RequestFilters::filter() const
{
    RequestFilter filter = RequestFilterText::parse(m_search->text());
    const QDate today = Formatter::local(m_clock.wallNow()).date();
    switch (static_cast<Span>(m_span->currentIndex())) {
    case Span::Today: filter.from = wallTime(today.startOfDay()); break;
    case Span::Week: filter.from = wallTime(today.addDays(1 - kDaysOfWeek).startOfDay()); break;
    case Span::Month: filter.from = wallTime(today.addDays(1 - kDaysOfMonth).startOfDay()); break;
    case Span::All: break;
    case Span::Own:
        filter.from = m_own.from;
        filter.to = m_own.to;
        break;
    }
    if (m_client->currentIndex() > 0) filter.fields.push_back(ClientName::match(m_clients[static_cast<std::size_t>(m_client->currentIndex()) - 1]));
    filter.result = static_cast<RequestResult>(m_result->currentData().toInt());
    return filter;
}

void RequestFilters::setFilter(const RequestFilter& filter)
{
    const bool wasQuiet = blockSignals(true); // one signal for all changes
    m_hasOwn = filter.from.has_value() || filter.to.has_value();
    m_own = filter;
    fillSpans();
    m_span->setCurrentIndex(static_cast<int>(m_hasOwn ? Span::Own : Span::All));
    const QDate today = Formatter::local(m_clock.wallNow()).date();
    if (!filter.to && filter.from == wallTime(today.startOfDay())) m_span->setCurrentIndex(static_cast<int>(Span::Today));
    m_client->setCurrentIndex(0);
    m_result->setCurrentIndex(m_result->findData(static_cast<int>(filter.result)));
    m_search->setText(RequestFilterText::toText(filter));
    blockSignals(wasQuiet);
    Q_EMIT changed();
}

void RequestFilters::addField(RequestField field, const std::string& value)
{
    RequestFilter typed = RequestFilterText::parse(m_search->text());
    std::erase_if(typed.fields, [field](const RequestFilter::Match& match) { return match.field == field; });
    typed.fields.push_back({field, value});
    m_search->setText(RequestFilterText::toText(typed));
}

void RequestFilters::clear()
{
    {
        const QSignalBlocker quiet(this);
        m_search->clear();
        m_client->setCurrentIndex(0);
        m_result->setCurrentIndex(0);
    }
    Q_EMIT changed();
}

bool RequestFilters::isFiltering() const { return !filter().isSpanOnly(); }

QString RequestFilters::problem(bool foundNothing) const
{
    const QString wrong = RequestFilterText::wrongStatus(m_search->text());
    if (wrong.isEmpty()) {
        const auto misread = RequestFilterText::misread(m_search->text());
        const QString fields = words::SentenceWords::listed(RequestFilterText::fieldNames());
        if (misread && misread->compares) return tr("“%1”: comparisons are not supported. Fields: %2").arg(misread->part, fields);
        if (!foundNothing) return {};
        if (misread) return tr("“%1” is searched as text because field “%2” does not exist. Fields: %3").arg(misread->part, misread->name, fields);
        const auto typed = RequestFilterText::parse(m_search->text()).fields;
        const auto model = std::ranges::find(typed, RequestField::Model, &RequestFilter::Match::field);
        if (model == typed.end() || model->value.empty()) return {};
        return tr("“%1” searches for the model that answered; for the requested model, use “%2”. Enter the whole name, or use * as a wildcard")
            .arg(RequestFilterText::field(RequestField::Model, model->value), RequestFilterText::field(RequestField::Asked, model->value));
    }
    return tr("“%1” matches no request: enter a status such as status:404 or status:5xx").arg(wrong);
}

void RequestFilters::tell(const QString& problem) { m_search->setAccessibleDescription(problem); }

bool RequestFilters::isToday() const { return m_span->currentIndex() == static_cast<int>(Span::Today); }

QString RequestFilters::spanName() const { return m_span->currentText(); }

QString RequestFilters::words() const
{
    QStringList parts{m_span->currentText()};
    if (m_client->currentIndex() > 0) parts += m_client->currentText();
    if (m_result->currentIndex() > 0) parts += m_result->currentText();
    if (!m_search->text().trimmed().isEmpty()) parts += m_search->text().trimmed();
    return parts.join(QStringLiteral(" · "));
}

void RequestFilters::offerClient(const models::Caller& client)
{
    const auto match = ClientName::match(client);
    const auto isIt = [&match](const models::Caller& other) { return ClientName::match(other) == match; };
    if (match.value.empty() || m_client->count() > kMostClients || std::ranges::any_of(m_clients, isIt)) return;
    const QSignalBlocker quiet(m_client);
    m_clients.push_back(client);
    m_client->addItem(ClientName::choice(client));
}

void RequestFilters::setList(QWidget* list) { m_search->setList(list); }

void RequestFilters::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

} // namespace ui::pages
