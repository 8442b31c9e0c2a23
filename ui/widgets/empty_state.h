#pragma once

#include <QWidget>

class QHBoxLayout;

namespace ui::widgets {

class Label;

/// What a page or table shows while it has nothing: an icon, one title, one or
/// two lines on what will be here, and the fastest way on.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    enum class Size { Page, Small }; ///< `Small`: in a card of a page; no icon, the title not larger than text

    explicit EmptyState(const QString& iconName, Size size = Size::Page, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& lines);
    /// From left to right, below the lines.
    void addAction(QWidget* control);
    using QWidget::addAction;
    /// Between the lines and the actions, such as a row of presets.
    void setMiddle(QWidget* middle);

private:
    Label* m_title;
    Label* m_lines;
    QHBoxLayout* m_middle;
    QHBoxLayout* m_actions;
};

} // namespace ui::widgets
