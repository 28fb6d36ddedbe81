"""Portability: the download holds what every package keeps about the person."""


def test_her_download_holds_her_courses_and_certificates(register, cast, client):
    data = cast.log_in(client, "trainee").get("/mi-cuenta/datos.json").json
    (course,) = data["courses"]
    assert course["programme"] == "curso-de-prueba"
    assert sum(course["minutes_attended"].values()) > 0
    assert {each["state"] for each in course["evaluations"].values()} <= {"not_started", "in_progress", "marked"}
    (certificate,) = data["certificates"]
    assert certificate["serial"].replace("-", "") == register.rosa
    assert certificate["state"] == "valid"


def test_it_holds_nothing_of_anybody_else(register, cast, client):
    text = cast.log_in(client, "trainee").get("/mi-cuenta/datos.json").text
    assert "Yolanda" not in text
    assert register.yolanda not in text.replace("-", "")
