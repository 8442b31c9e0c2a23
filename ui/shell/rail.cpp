#include "rail.h"

#include "rail_access.h"
#include "shortcuts.h"

#include "ui/look/icons.h"
#include "ui/look/line.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QKeySequence>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::shell {

namespace {

constexpr int kSideMargin = 8;
constexpr int kIconLeft = 12;
constexpr int kTextGap = 12;
constexpr int kBarWidth = 3;
constexpr int kBarInset = 9; // of the bar that marks the current page, from top and bottom
constexpr int kSignSide = 24;
constexpr int kEntryGap = 2;
constexpr int kGroupGap = 12;

class Sign final : public QWidget {
public:
    explicit Sign(QWidget* parent) : QWidget(parent) { setFixedSize(look::theme().px(kSignSide), look::theme().px(kSignSide)); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        look::applicationIcon().paint(&painter, rect());
    }
};

} // namespace

RailButton::RailButton(QString icon, QWidget* parent) : QAbstractButton(parent), m_icon(std::move(icon))
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::toggled, this, [this] {
        QAccessible::State changed;
        changed.selected = true;
        QAccessibleStateChangeEvent event(this, changed);
        QAccessible::updateAccessibility(&event);
    });
}

void RailButton::setNarrow(bool narrow)
{
    m_isNarrow = narrow;
    updateGeometry();
    update();
}

QSize RailButton::sizeHint() const
{
    const look::Theme& theme = look::theme();
    const look::Metrics& metrics = theme.metrics();
    const int width = theme.px(kIconLeft * 2 + metrics.iconNav) + (m_isNarrow ? 0 : theme.px(kTextGap) + fontMetrics().horizontalAdvance(text()));
    return {width, std::max(theme.px(metrics.railItemHeight), fontMetrics().height() + 8)};
}

void RailButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const look::Theme& theme = look::theme();
    const int radius = theme.px(theme.metrics().radiusControl);
    painter.setPen(Qt::NoPen);
    if (isChecked())
        painter.setBrush(theme.color(look::Color::AccentSoft));
    else
        painter.setBrush(underMouse() || isDown() ? theme.color(look::Color::Hover) : QColor(Qt::transparent));
    painter.drawRoundedRect(rect(), radius, radius);
    const look::Color ink = isChecked() ? look::Color::AccentText : look::Color::Text;
    if (isChecked()) {
        painter.setBrush(theme.color(look::Color::AccentText));
        const int inset = theme.px(kBarInset);
        painter.drawRoundedRect(QRectF(0, inset, kBarWidth, height() - 2 * inset), 1.5, 1.5);
    }
    const int side = theme.px(theme.metrics().iconNav);
    const int left = m_isNarrow ? (width() - side) / 2 : theme.px(kIconLeft);
    look::paintIcon(painter, QRect(left, 0, side, height()), m_icon, side, theme.color(isChecked() ? look::Color::AccentText : look::Color::TextSecondary));
    if (!m_isNarrow) {
        QFont font = this->font();
        font.setBold(isChecked());
        painter.setFont(font);
        painter.setPen(theme.color(ink));
        const QRect area = rect().adjusted(left + side + theme.px(kTextGap), 0, -4, 0);
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, painter.fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
    }
    if (hasFocus()) look::paintFocusRing(painter, rect(), radius - 1);
}

void RailButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

Rail::Rail(QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this)), m_sign(new Sign(this)), m_name(new widgets::Label(QStringLiteral("Signalbox"), look::TextRole::Heading, widgets::Label::Tone::Normal, this))
{
    setObjectName(QStringLiteral("rail"));
    rail_access::install();
    const look::Theme& theme = look::theme();
    auto* column = new QVBoxLayout(this);
    const int side = theme.px(kSideMargin);
    column->setContentsMargins(side, 0, side + 1, theme.px(theme.metrics().gap));
    column->setSpacing(theme.px(kEntryGap));
    auto* headBox = new QWidget(this);
    m_head = new QHBoxLayout(headBox);
    m_head->setSpacing(theme.px(10));
    m_head->addWidget(m_sign);
    m_head->addWidget(m_name, 1);
    headBox->setFixedHeight(theme.px(theme.metrics().stripHeight));
    column->addWidget(headBox);
    m_group->setExclusive(true);
    bool isStretched = false;
    const auto endPages = [&] { // Try it ends the last group; the following entries are at the bottom
        m_try = new RailButton(QStringLiteral("nav-try"), this);
        m_try->setObjectName(QStringLiteral("nav-try"));
        m_try->setCheckable(false);
        column->addWidget(m_try);
        column->addStretch(1);
        isStretched = true;
    };
    for (const PageEntry& page : pageTable()) {
        if (page.isLast && !isStretched)
            endPages();
        else if (page.opensGroup)
            column->addSpacing(theme.px(kGroupGap));
        auto* button = new RailButton(QString::fromLatin1(page.icon), this);
        button->setObjectName(QStringLiteral("nav-") + QString::fromLatin1(page.id));
        column->addWidget(button);
        m_group->addButton(button, static_cast<int>(m_buttons.size()));
        m_buttons.push_back(button);
    }
    if (!isStretched)
        endPages();
    connect(m_try, &QAbstractButton::clicked, this, &Rail::tryChosen);
    connect(m_group, &QButtonGroup::idClicked, this, &Rail::chosen);
    retranslate();
    setNarrow(false);
}

void Rail::setNarrow(bool narrow)
{
    m_isNarrow = narrow;
    const look::Theme& theme = look::theme();
    m_name->setVisible(!narrow);
    // Centred above the icons.
    const int icons = theme.px(theme.metrics().railWidthNarrow) - 2 * theme.px(kSideMargin) - 1;
    m_head->setContentsMargins(narrow ? (icons - m_sign->width()) / 2 : theme.px(kSideMargin), 0, 0, 0);
    for (RailButton* button : m_buttons)
        button->setNarrow(narrow);
    m_try->setNarrow(narrow);
    setFixedWidth(theme.px(narrow ? theme.metrics().railWidthNarrow : theme.metrics().railWidth));
}

void Rail::setCurrent(int page)
{
    if (page >= 0 && page < static_cast<int>(m_buttons.size()))
        m_buttons[static_cast<std::size_t>(page)]->setChecked(true);
}

void Rail::focusCurrent()
{
    if (auto* button = m_group->checkedButton())
        button->setFocus(Qt::TabFocusReason);
}

void Rail::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const look::Theme& theme = look::theme();
    painter.fillRect(rect(), theme.color(look::Color::Rail));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), theme.color(look::Color::Border));
}

void Rail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void Rail::retranslate()
{
    setAccessibleName(tr("Pages"));
    m_try->setText(tr("Try it"));
    m_try->setAccessibleName(tr("Try it"));
    m_try->setToolTip(QStringLiteral("%1 (%2)").arg(tr("Try it"), QKeySequence(kTryKeys).toString(QKeySequence::NativeText)));
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const QString title = pageTitle(pageTable()[i]);
        m_buttons[i]->setText(title);
        m_buttons[i]->setAccessibleName(title);
        const QString keys = i < kMostShortcuts ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i))).toString(QKeySequence::NativeText) : QString();
        m_buttons[i]->setToolTip(keys.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, keys));
    }
}

} // namespace ui::shell
