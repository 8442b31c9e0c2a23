#include "strip.h"

#include "shortcuts.h"

#include "ui/models/gateway_model.h"
#include "ui/shell/palette/jump_field.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/status_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ui::shell {

namespace {

constexpr int kStateWidth = 370; ///< at most
constexpr int kShapeGap = 8; // gap after the shape, as in its label
constexpr int kStateGap = 16;
constexpr int kAddressWidth = 256;
constexpr int kSearchWidth = 292;
constexpr int kSearchWidthNarrow = 170;
constexpr int kLeastSearchWidth = 96;
constexpr int kPauseWidth = 94;
constexpr int kStateShape = 16;

} // namespace

Strip::Strip(models::GatewayModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_state(new widgets::StatusLabel(this)), m_address(new widgets::AddressField(this)),
      m_pause(new widgets::Button(widgets::ButtonKind::Plain, {}, QStringLiteral("act-pause"), this)), m_search(new JumpField(this))
{
    setObjectName(QStringLiteral("strip"));
    m_state->setObjectName(QStringLiteral("state"));
    m_state->setStrong(true);
    m_state->setShapeSide(kStateShape);
    m_address->setObjectName(QStringLiteral("address"));
    m_pause->setObjectName(QStringLiteral("pause"));
    m_address->setShortened();
    m_search->setObjectName(QStringLiteral("search"));
    const look::Theme& theme = look::theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(20), 0, theme.px(16), 1);
    row->setSpacing(theme.px(10));
    row->addWidget(m_state);
    row->addSpacing(theme.px(kStateGap));
    row->addWidget(m_address);
    row->addWidget(m_pause);
    row->addStretch(1);
    row->addWidget(m_search);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // its parts share the available width
    setFixedHeight(std::max(theme.px(theme.metrics().stripHeight), m_pause->sizeHint().height() + 16));
    connect(m_pause, &QPushButton::clicked, this, &Strip::pauseToggled);
    connect(m_address, &widgets::AddressField::copied, this, [this] {
        QToolTip::showText(m_address->copyButton()->mapToGlobal(QPoint(0, m_address->height())), tr("Copied"), m_address->copyButton());
    });
    connect(&m_model, &models::GatewayModel::headlineChanged, this, &Strip::showState);
    setNarrow(false);
    retranslate();
}

void Strip::setNarrow(bool narrow)
{
    m_isNarrow = narrow;
    share();
    showState();
    m_search->setHint(m_isNarrow ? tr("Search") : tr("Find a page, model or action"));
}

/// The width of the longest state text.
int Strip::leastState() const
{
    const look::Theme& theme = look::theme();
    const QFontMetrics metrics(theme.font(look::TextRole::Heading));
    int width = 0;
    for (const QString& word : models::GatewayModel::headlineWords()) width = std::max(width, metrics.horizontalAdvance(word));
    return theme.px(kStateShape + kShapeGap) + width + 2;
}

/// The state gets the width that the search leaves, and search and address shrink in a narrow window: this depends only
/// on the window's width and the gateway's port, so that nothing moves with the state.
void Strip::share()
{
    const look::Theme& theme = look::theme();
    const QMargins margins = layout()->contentsMargins();
    const int gaps = theme.px(kStateGap) + layout()->spacing() * 3; // between the visible parts
    const int room = width() - margins.left() - margins.right() - gaps - m_pause->width();
    const int leastState = this->leastState();
    const int leastSearch = std::clamp(room - leastState - theme.px(kAddressWidth), theme.px(kLeastSearchWidth), theme.px(kSearchWidthNarrow));
    // In a narrow window the address is at least its host and port.
    m_address->setFixedWidth(std::clamp(room - leastState - leastSearch, std::min(m_address->leastWidth(), theme.px(kAddressWidth)), theme.px(kAddressWidth)));
    const int both = std::max(room - m_address->width(), 0);
    const int search = std::clamp(both - theme.px(kStateWidth), leastSearch, theme.px(m_isNarrow ? kSearchWidthNarrow : kSearchWidth));
    m_search->setFixedWidth(search);
    m_state->setFixedWidth(std::clamp(both - search, leastState, std::max(leastState, m_isNarrow ? 0 : theme.px(kStateWidth))));
}

void Strip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    share();
}

void Strip::copyAddress() { m_address->copy(); }

void Strip::focusFirst() { m_address->copyButton()->isEnabled() ? m_address->copyButton()->setFocus(Qt::TabFocusReason) : m_pause->setFocus(Qt::TabFocusReason); }

void Strip::retranslate()
{
    setAccessibleName(tr("State and address"));
    m_address->setCopyHint(tr("Copy address"), kCopyAddressKeys);
    m_address->setDescription(tr("Address for clients"));
    // As wide as the longer of its two texts, so that nothing moves.
    const QFontMetrics metrics = m_pause->fontMetrics();
    const int words = std::max(metrics.horizontalAdvance(tr("Pause")), metrics.horizontalAdvance(tr("Resume")));
    m_pause->setFixedWidth(std::max(look::theme().px(kPauseWidth), words + look::theme().px(52)));
    setNarrow(m_isNarrow);
}

void Strip::showState()
{
    const auto status = look::statusNamed(m_model.statusName()).value_or(look::Status::Unknown);
    const QString phrase = m_model.phrase();
    m_state->setStatus(status, m_model.headlineWord(), m_isNarrow ? QString() : phrase);
    m_state->setToolTip(phrase);
    m_address->setAddress(m_model.address(), tr("not listening"));
    share(); // the port may have another length
    QStringList all; // including https, if it is served
    for (const QString& url : m_model.baseUrls()) all << url + QStringLiteral("/v1");
    m_address->setToolTip(all.join(u'\n'));
    const bool isPaused = m_model.isPaused();
    const QString words = isPaused ? tr("Resume") : tr("Pause");
    m_pause->setText(words);
    m_pause->setIconName(isPaused ? QStringLiteral("act-play") : QStringLiteral("act-pause"));
    m_pause->setHint(isPaused ? tr("Accept requests again") : tr("Reject new requests"), kPauseKeys);
    m_pause->setAccessibleName(words);
    m_pause->setEnabled(m_model.canPause());
}

void Strip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const look::Theme& theme = look::theme();
    painter.fillRect(rect(), theme.color(look::Color::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(look::Color::Border));
}

void Strip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace ui::shell
