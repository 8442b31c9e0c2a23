#pragma once

#include <QWidget>

class QHBoxLayout;

namespace ui::widgets {

class Label;

/// Placeholder of an empty page or table: an icon, a title, one or two lines on its purpose, and the quickest way to
/// fill it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    enum class Size { Page, Small }; ///< `Small`: in a card of a page; without icon, with the title in text size

    explicit EmptyState(const QString& iconName, Size size = Size::Page, QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& lines);
    /// Left to right, below the text.
    void addAction(QWidget* control);
    using QWidget::addAction;
    /// Sets a widget between the text and the actions, such as a row of presets.
    void setMiddle(QWidget* middle);

private:
    Label* m_title;
    Label* m_lines;
    QHBoxLayout* m_middle;
    QHBoxLayout* m_actions;
};

} // namespace ui::widgets
