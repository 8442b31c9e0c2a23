#pragma once

#include "ui/look/theme.h"

#include <QLabel>
#include <QStringList>

namespace ui::widgets {

/// `text` for a label with word wrap, with invisible places where long words, such as names of models, may be broken:
/// otherwise the longest word is the least width of the label.
QString breakable(const QString& text);

/// Text with a role of the type scale. Follows the application's font and palette.
class Label : public QLabel {
    Q_OBJECT
public:
    enum class Tone { Normal, Secondary, Link, Error };

    explicit Label(const QString& text = {}, look::TextRole role = look::TextRole::Body, Tone tone = Tone::Normal, QWidget* parent = nullptr);

    void setRole(look::TextRole role);
    void setTone(Tone tone);

protected:
    bool event(QEvent* event) override;

private:
    look::TextRole m_role;
};

/// A single-line label that elides its text if there is not enough room, and then has the full text as tool tip.
class ElidedLabel : public Label {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, look::TextRole role = look::TextRole::Body, Tone tone = Tone::Normal, QWidget* parent = nullptr);

    /// Middle for model names and paths, otherwise right (the default).
    void setElideMode(Qt::TextElideMode mode);
    /// Reserves room for each of these texts, so that its neighbours do not move.
    void setRoomFor(const QStringList& texts);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    bool isElided() const;

    Qt::TextElideMode m_mode = Qt::ElideRight;
    QStringList m_roomFor;
};

/// A line of 1 px in the colour of row separators.
class Hairline : public QWidget {
    Q_OBJECT
public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, look::Color color = look::Color::Hairline, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    look::Color m_color;
};

} // namespace ui::widgets
