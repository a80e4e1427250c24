"""The description of the API in OpenAPI 3.1, written from the filters, the resources and the data dictionary."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from analytics.api import loading, packs
from analytics.api.columns import EVENT, RECOMMENDATION
from analytics.api.formats import JSON, MEDIA_TYPES
from analytics.api.resources import RESOURCES, Parameter, Resource, filter_meaning
from analytics.api.shapes import CHANGES, FIGURES, LOADING, row, subject
from analytics.api.subjects import SUBJECTS
from analytics.files.pack.write import MEDIA_TYPES as MEDIA_TYPES_OF_PACKS
from analytics.filters import FIELDS, OVERDUE, Field, allowed_filter_values

DOCUMENTS = {"figures": FIGURES, "changes": CHANGES}

VIEWS = "The saved views, each with the address of its data"

_PROBLEMS = {
    HTTPStatus.BAD_REQUEST: "A filter or parameter that there is not, or a value that it cannot have.",
    HTTPStatus.UNAUTHORIZED: "No token was given, or it is not known.",
    HTTPStatus.FORBIDDEN: "This caller may not read here.",
    HTTPStatus.NOT_FOUND: "There is no such resource, form or recommendation.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many calls in a minute; the header Retry-After has the seconds to wait.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The register has no extract, or cannot be read now.",
}


def document(server: str) -> dict[str, Any]:
    """The whole description; `server` is the path at which the API is mounted."""
    paths = {f"/{resource.name}": {"get": _operation(resource)} for resource in RESOURCES.values()}
    for form in MEDIA_TYPES:
        if form != JSON:
            paths |= {
                f"/{resource.name}.{form}": {"get": _operation(resource, form)}
                for resource in RESOURCES.values()
                if resource.table
            }
    paths["/recommendations/{reference}"] = {"get": _one_recommendation()}
    paths["/extracts"]["post"] = _load()
    paths["/pack.{kind}"] = {"get": _pack()}
    paths |= _views()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Recommendations register",
            "version": "1",
            "description": "The figures and recommendations of the dashboard, with the filters, names and days of its "
            "pages: the address of a page with /api/v1 before its path returns the data of the page. An answer is "
            "marked as a page is.",
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "parameters": {field.name: _filter(field) for field in FIELDS},
            "schemas": {
                **{
                    _title(resource): row(resource.columns)
                    for resource in RESOURCES.values()
                    if resource.document is None
                },
                **{name.capitalize(): schema for name, schema in DOCUMENTS.items()},
                **{name.capitalize(): subject(parts) for name, parts in SUBJECTS.items()},
                "RecommendationInFull": _in_full(),
                "Loading": LOADING,
                "About": _ABOUT,
                "Problem": _PROBLEM,
            },
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A personal token."},
                "password": {"type": "http", "scheme": "basic", "description": "Any name, and the token as password."},
            },
        },
        # The first: on the machine that the dashboard runs on, where nobody signs in, no token is needed.
        "security": [{}, {"token": []}, {"password": []}],
    }


def _filter(field: Field) -> dict[str, Any]:
    """A filter as a parameter; what a closed vocabulary allows is listed."""
    schema: dict[str, Any] = {"type": "string"}
    if field.type in ("from", "to", "day"):
        schema["format"] = "date"
    if field.type == "overdue":
        schema["enum"] = list(OVERDUE)
    if field.has_values:
        values = allowed_filter_values(field)
        schema = {"type": "array", "items": {**schema, **({"enum": list(map(str, values))} if values else {})}}
    return {"name": field.name, "in": "query", "description": filter_meaning(field.name), "schema": schema}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if parameter.type == "date":
        schema["format"] = "date"
    if parameter.type == "number":
        schema = {"type": "integer", "minimum": parameter.least, "maximum": parameter.most}
    return {"name": parameter.name, "in": "query", "description": parameter.meaning, "schema": schema}


def _operation(resource: Resource, form: str = JSON) -> dict[str, Any]:
    filters = [{"$ref": f"#/components/parameters/{field.name}"} for field in FIELDS] if resource.is_filtered else []
    content = _content(resource) if form == JSON else {MEDIA_TYPES[form].partition(";")[0]: {}}
    return {
        "operationId": resource.name if form == JSON else f"{resource.name}_{form}",
        "summary": resource.summary if form == JSON else f"{resource.summary}, as a file",
        "description": resource.meaning,
        "parameters": [*filters, *map(_parameter, resource.parameters)],
        "responses": {"200": {"description": resource.summary, "content": content}, **_other_answers()},
    }


def _content(resource: Resource) -> dict[str, Any]:
    data: dict[str, Any] = {"$ref": f"#/components/schemas/{_title(resource)}"}
    if resource.document is not None:
        return {MEDIA_TYPES[JSON]: {"schema": _envelope(data)}}
    following = {"type": ["string", "null"], "description": "The address of the next page; null on the last."}
    schema = _envelope({"type": "array", "items": data}, next=following)
    return {MEDIA_TYPES[JSON]: {"schema": schema}}


def _one_recommendation() -> dict[str, Any]:
    days = [{"$ref": f"#/components/parameters/{field.name}"} for field in FIELDS if field.type == "day"]
    reference = {"name": "reference", "in": "path", "required": True, "schema": {"type": "string"}}
    schema = _envelope({"$ref": "#/components/schemas/RecommendationInFull"})
    answer = {"description": "The recommendation", "content": {MEDIA_TYPES[JSON]: {"schema": schema}}}
    return {
        "operationId": "recommendation",
        "summary": "One recommendation with its history",
        "description": "As a row of the list has it on the as-at day, with every event up to the known-at day.",
        "parameters": [{**reference, "description": RECOMMENDATION[0].meaning}, *days],
        "responses": {"200": answer, **_other_answers()},
    }


def _load() -> dict[str, Any]:
    """The operation that sends an extract."""
    parameters = [
        {**_parameter(parameter), "required": parameter.name in loading.NEEDED} for parameter in loading.PARAMETERS
    ]
    for parameter in parameters:
        if parameter["name"] in loading.WORDS:
            parameter["schema"] = {"type": "string", "enum": list(map(str, loading.WORDS[parameter["name"]]))}
    content = {MEDIA_TYPES[JSON]: {"schema": {"$ref": "#/components/schemas/Loading"}}}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    own_answers = {
        HTTPStatus.CONFLICT: "Something has to be accepted with a reason, or a marking given; errors has each thing.",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The file is larger than a file may be.",
        HTTPStatus.UNPROCESSABLE_ENTITY: "The file or the layout cannot be read.",
    }
    return {
        "operationId": "load",
        "summary": "Check an extract, and load it",
        "description": "The body is the file as it is. It is loaded whole or not at all. It needs an analyst's token.",
        "parameters": parameters,
        "requestBody": {"required": True, "content": {"application/octet-stream": {}}},
        "responses": {
            "200": {"description": "The file was checked, and nothing was loaded.", "content": content},
            "201": {"description": "The extract is on the register.", "content": content},
            **{str(int(status)): {"description": words, "content": problem} for status, words in own_answers.items()},
            **{status: answer for status, answer in _other_answers().items() if status != "304"},
        },
    }


def _views() -> dict[str, Any]:
    """The addresses of saved views: the list, one view's data, another resource with its filters, and its feed."""
    view = {"name": "view", "in": "path", "required": True, "schema": {"type": "string"}, "description": "Its name."}
    file = "A resource, and with an ending a file, such as recommendations.csv."
    resource = {**view, "name": "resource", "description": file}
    listed = {"type": "object", "properties": {"data": {"type": "array", "items": _VIEW}}, "required": ["data"]}
    more = "Filters and parameters in the address take the place of the view's."
    json = MEDIA_TYPES[JSON]
    return {
        "/views": _get("views", VIEWS, "Those that the caller may open.", {json: {"schema": listed}}),
        "/views/{view}": _get(
            "view", "The data of a saved view's page", f"With its filters and dates. {more}", {json: {}}, view
        ),
        "/views/{view}/{resource}": _get(
            "view_resource", "A resource with the filters of a saved view", more, {json: {}}, view, resource
        ),
        "/views/{view}/changes.atom": _get(
            "view_feed",
            "What each extract changed in a saved view, as an Atom feed",
            "An entry for each of the newest extracts, as a notification says it.",
            {"application/atom+xml": {}},
            view,
        ),
    }


def _get(name: str, summary: str, meaning: str, content: dict[str, Any], *parameters: Any) -> dict[str, Any]:
    """An address that is read, and has no parameters but those in its path."""
    answers = {"200": {"description": summary, "content": content}, **_other_answers()}
    described = {"operationId": name, "summary": summary, "description": meaning}
    return {"get": {**described, "parameters": list(parameters), "responses": answers}}


def _pack() -> dict[str, Any]:
    """The operation that gives the pack of a meeting."""
    kind = {"name": "kind", "in": "path", "required": True, "description": "The kind of file."}
    filters = [{"$ref": f"#/components/parameters/{field.name}"} for field in FIELDS]
    content: dict[str, Any] = {media_type.partition(";")[0]: {} for media_type in MEDIA_TYPES_OF_PACKS.values()}
    return {
        "operationId": "pack",
        "summary": "The pack of a meeting, as a file",
        "description": "As the page Pack makes it, without commentary. It needs the right to make packs.",
        "parameters": [
            {**kind, "schema": {"type": "string", "enum": list(MEDIA_TYPES_OF_PACKS)}},
            *filters,
            *map(_parameter, packs.PARAMETERS),
        ],
        "responses": {"200": {"description": "The pack", "content": content}, **_other_answers()},
    }


def _envelope(data: dict[str, Any], **more: Any) -> dict[str, Any]:
    about = {"$ref": "#/components/schemas/About"}
    properties = {"about": about, "data": data, **more}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _in_full() -> dict[str, Any]:
    schema = row(RECOMMENDATION)
    events = row([column for column in EVENT if column.name != "reference"])
    history = {"type": "array", "items": events, "description": "What happened to it, as it took effect."}
    return {
        **schema,
        "properties": {**schema["properties"], "history": history},
        "required": [*schema["required"], "history"],
    }


def _other_answers() -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = {str(int(status)): {"description": words, "content": problem} for status, words in _PROBLEMS.items()}
    return {"304": {"description": "The caller has this answer already, as the header If-None-Match says."}} | answers


def _title(resource: Resource) -> str:
    return resource.name.capitalize() if resource.document else resource.name.removesuffix("s").capitalize()


_VIEW = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "page": {"type": "string", "description": "The page that it opens."},
        "query": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
            "description": "The filters, dates and choices as they are with the newest extract.",
        },
        "sharing": {"type": "string", "description": "Who else sees it."},
        "href": {"type": "string", "description": "The address of its data."},
    },
}

_ABOUT = {
    "type": "object",
    "description": "What an answer is about.",
    "properties": {
        "marking": {"type": "string", "description": "The handling marking of the answer."},
        "is_demonstration": {"type": "boolean", "description": "Whether the data are invented."},
        "as_at": {"type": "string", "format": "date", "description": "The day that it is about."},
        "known_at": {"type": "string", "format": "date", "description": "The day whose knowledge is used."},
        "latest_extract": {
            "type": "string",
            "format": "date",
            "description": "The newest extract used: nothing is known of later days.",
        },
        "edition": {"type": "string", "description": "Which extracts it is made of; covers of packs print it."},
        "filters": {"type": "string", "description": "The choice in words."},
    },
}

_PROBLEM = {
    "type": "object",
    "description": "Why a request was not answered (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and what would be right."},
        "errors": {"type": "array", "items": {"type": "string"}, "description": "Each thing that is wrong."},
    },
}
