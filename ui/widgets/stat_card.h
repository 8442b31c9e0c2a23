#pragma once

#include "ui/look/theme.h"

#include <QAbstractButton>
#include <QFrame>

#include <optional>
#include <vector>

namespace ui::widgets {

class ElidedLabel;
class Label;
class SplitBar;
class StatusShape;

/// A part of a split bar.
struct BarPart {
    double share = 0; ///< of the whole, 0 to 1
    look::Ink ink = look::Color::Accent;
};

/// A thin bar of parts with gaps; the remainder is empty.
class SplitBar : public QWidget {
    Q_OBJECT
public:
    explicit SplitBar(QWidget* parent = nullptr);

    void setParts(std::vector<BarPart> parts);
    const std::vector<BarPart>& parts() const { return m_parts; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<BarPart> m_parts;
};

/// A number of a page: its name, the number, a split bar, a line of text.
class StatCard : public QFrame {
    Q_OBJECT
public:
    explicit StatCard(QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setNumber(const QString& number);
    void setNote(const QString& note);
    void setParts(std::vector<BarPart> parts);
    /// A shape in the corner; `word` is its tool tip and accessible name.
    void setStatus(std::optional<look::Status> status, const QString& word = {});
    /// From now on a click, Return and Space open the details of the number; `hint` describes them.
    void setOpens(const QString& hint);
    /// An additional line below the others, such as the share of a budget; empty: none. `status`: a shape before it.
    void setExtra(const QString& extra, std::optional<look::Status> status = {});
    QString extra() const;
    QString number() const;
    QString note() const;
    const SplitBar& bar() const { return *m_bar; }

Q_SIGNALS:
    void chosen(); ///< open the details of the number

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void describe();

    ElidedLabel* m_title;
    StatusShape* m_shape;
    Label* m_number;
    SplitBar* m_bar;
    Label* m_note;
    StatusShape* m_extraShape;
    Label* m_extra;
    QAbstractButton* m_door = nullptr; ///< covers the whole card, once it can be opened
};

} // namespace ui::widgets
